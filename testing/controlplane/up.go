package main

import (
	"crypto/rand"
	"crypto/tls"
	"encoding/base64"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"
)

const readyWithin = 60 * time.Second

// plane is one control plane: its folder, its addresses, and the programs that run.
type plane struct {
	folder   string
	url      string
	etcd     string
	peer     string
	token    string
	programs []*exec.Cmd
	died     chan string
}

// up starts a control plane, writes DIR/kubeconfig when it is ready, and stops it on a signal.
func up() int {
	flags := flag.NewFlagSet("up", flag.ExitOnError)
	folder := flags.String("data", "", "where everything is kept; made anew")
	port := flags.Int("port", 0, "of the API; 0 takes any that is free")
	nodes := flags.Int("nodes", 1, "how many simulated nodes there are")
	schedule := flags.Bool("scheduler", true, "whether pods are put on nodes")
	bad := flags.String("bad-image", "no-such-image", "a pod whose image contains this never starts")
	durable := flags.Bool("durable", false, "whether etcd waits for the disk, as it does in a real cluster")
	attached := flags.Bool("while-stdin", false, "stop when standard input ends: with whoever started this, however that ends")
	_ = flags.Parse(os.Args[1:])
	if *folder == "" {
		flags.Usage()
		return 2
	}
	begun := time.Now()
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	if *attached {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			stop <- syscall.SIGTERM
		}()
	}
	p := &plane{died: make(chan string, 8)}
	defer p.stop()
	if err := p.prepare(*folder, *port); err != nil {
		return failed("up", err)
	}
	if err := p.start(*nodes, *schedule, *durable, *bad); err != nil {
		return failed("up", err)
	}
	if err := p.publish(); err != nil {
		return failed("up", err)
	}
	fmt.Printf("ready after %.1f s at %s\n", time.Since(begun).Seconds(), p.url)
	select {
	case <-stop:
		return 0
	case who := <-p.died:
		return failed("up", fmt.Errorf("%s ended; see %s/%s.log", who, p.folder, who))
	}
}

// prepare chooses addresses and writes certificates, keys and kubeconfigs.
func (p *plane) prepare(folder string, port int) error {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	p.folder = folder
	_ = os.Remove(p.file("kubeconfig"))
	free, err := freePorts(3)
	if err != nil {
		return err
	}
	if port == 0 {
		port = free[2]
	}
	p.etcd, p.peer = "http://127.0.0.1:"+strconv.Itoa(free[0]), "http://127.0.0.1:"+strconv.Itoa(free[1])
	p.url = "https://127.0.0.1:" + strconv.Itoa(port)
	secret := make([]byte, 16)
	if _, err := rand.Read(secret); err != nil {
		return err
	}
	p.token = hex.EncodeToString(secret)
	line := p.token + ",admin,admin,system:masters\n"
	if err := os.WriteFile(p.file("tokens.csv"), []byte(line), 0o600); err != nil {
		return err
	}
	return p.certify()
}

func (p *plane) certify() error {
	ca, err := newAuthority(p.folder, "ca")
	if err != nil {
		return err
	}
	front, err := newAuthority(p.folder, "front")
	if err != nil {
		return err
	}
	if err := front.issue(p.folder, "front-client", "front-client"); err != nil {
		return err
	}
	// Service accounts are signed with a key of their own; its certificate serves as the public key.
	for file, who := range map[string][]string{
		"serving":                 {"kube-apiserver"},
		"accounts":                {"service-accounts"},
		"admin":                   {"admin", "system:masters"},
		"kube-controller-manager": {"system:kube-controller-manager"},
		"kube-scheduler":          {"system:kube-scheduler"},
	} {
		if err := ca.issue(p.folder, file, who[0], who[1:]...); err != nil {
			return err
		}
	}
	for _, file := range []string{"admin", "kube-controller-manager", "kube-scheduler"} {
		if err := p.config(file+".kubeconfig", file); err != nil {
			return err
		}
	}
	return nil
}

// config writes a kubeconfig that signs in with a client certificate.
func (p *plane) config(file, certificate string) error {
	user := fmt.Sprintf("{client-certificate: %s, client-key: %s}", p.file(certificate+".crt"), p.file(certificate+".key"))
	return p.kubeconfig(file, user)
}

func (p *plane) kubeconfig(file, user string) error {
	ca, err := os.ReadFile(p.file("ca.crt"))
	if err != nil {
		return err
	}
	text := fmt.Sprintf(`apiVersion: v1
kind: Config
current-context: test
clusters: [{name: test, cluster: {server: "%s", certificate-authority-data: %s}}]
users: [{name: admin, user: %s}]
contexts: [{name: test, context: {cluster: test, user: admin}}]
`, p.url, base64.StdEncoding.EncodeToString(ca), user)
	return os.WriteFile(p.file(file), []byte(text), 0o600)
}

func (p *plane) start(nodes int, schedule, durable bool, bad string) error {
	err := p.run("etcd", "--data-dir="+p.file("etcd"), "--client="+p.etcd, "--peer="+p.peer, "--durable="+strconv.FormatBool(durable))
	if err != nil {
		return err
	}
	if err := p.run("kube-apiserver", p.apiserver()...); err != nil {
		return err
	}
	if err := p.ready(); err != nil {
		return err
	}
	if err := p.run("kube-controller-manager", p.controllers()...); err != nil {
		return err
	}
	if schedule {
		err := p.run("kube-scheduler", "--kubeconfig="+p.file("kube-scheduler.kubeconfig"),
			"--authentication-kubeconfig="+p.file("kube-scheduler.kubeconfig"),
			"--authorization-kubeconfig="+p.file("kube-scheduler.kubeconfig"),
			"--leader-elect=false", "--secure-port=0", "--bind-address=127.0.0.1")
		if err != nil {
			return err
		}
	}
	return p.run("nodes", "--kubeconfig="+p.file("admin.kubeconfig"), "--count="+strconv.Itoa(nodes), "--bad-image="+bad)
}

func (p *plane) apiserver() []string {
	address := p.url[len("https://127.0.0.1:"):]
	return []string{
		"--etcd-servers=" + p.etcd,
		"--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", "--secure-port=" + address,
		// Loopback is no address for the endpoints of the kubernetes Service.
		"--endpoint-reconciler-type=none",
		"--service-cluster-ip-range=10.96.0.0/16",
		"--authorization-mode=RBAC", "--anonymous-auth=false",
		"--client-ca-file=" + p.file("ca.crt"),
		"--token-auth-file=" + p.file("tokens.csv"),
		"--tls-cert-file=" + p.file("serving.crt"), "--tls-private-key-file=" + p.file("serving.key"),
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + p.file("accounts.crt"),
		"--service-account-signing-key-file=" + p.file("accounts.key"),
		"--requestheader-client-ca-file=" + p.file("front.crt"),
		"--proxy-client-cert-file=" + p.file("front-client.crt"), "--proxy-client-key-file=" + p.file("front-client.key"),
		"--requestheader-allowed-names=front-client",
		"--requestheader-username-headers=X-Remote-User", "--requestheader-group-headers=X-Remote-Group",
		"--requestheader-extra-headers-prefix=X-Remote-Extra-",
		"--allow-privileged=true", "--profiling=false",
	}
}

func (p *plane) controllers() []string {
	own := p.file("kube-controller-manager.kubeconfig")
	return []string{
		"--kubeconfig=" + own, "--authentication-kubeconfig=" + own, "--authorization-kubeconfig=" + own,
		"--leader-elect=false", "--bind-address=127.0.0.1", "--secure-port=0",
		"--use-service-account-credentials", "--root-ca-file=" + p.file("ca.crt"),
		"--service-account-private-key-file=" + p.file("accounts.key"),
		// Its usual 20 requests a second would be the brake of every test.
		"--kube-api-qps=500", "--kube-api-burst=1000",
	}
}

// run starts a role of this program, with a log of its own; it ends when we do.
func (p *plane) run(role string, arguments ...string) error {
	log, err := os.Create(p.file(role + ".log"))
	if err != nil {
		return err
	}
	defer log.Close()
	command := exec.Command("/proc/self/exe", append([]string{role}, arguments...)...)
	command.Stdout, command.Stderr = log, log
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	if err := command.Start(); err != nil {
		return err
	}
	p.programs = append(p.programs, command)
	go func() {
		_ = command.Wait()
		p.died <- role
	}()
	return nil
}

// ready waits until the API says so.
func (p *plane) ready() error {
	client := &http.Client{Timeout: 2 * time.Second, Transport: &http.Transport{
		// Only our own process can have taken the port, and nothing secret is sent but our own token.
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
	}}
	for end := time.Now().Add(readyWithin); time.Now().Before(end); {
		request, err := http.NewRequest(http.MethodGet, p.url+"/readyz", nil)
		if err != nil {
			return err
		}
		request.Header.Set("Authorization", "Bearer "+p.token)
		if response, err := client.Do(request); err == nil {
			response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case who := <-p.died:
			return fmt.Errorf("%s ended; see %s.log", who, p.file(who))
		case <-time.After(50 * time.Millisecond):
		}
	}
	return fmt.Errorf("the API is not ready after %s; see %s", readyWithin, p.file("kube-apiserver.log"))
}

// publish writes where etcd is, and the kubeconfig; that it is there says that the control plane is ready.
func (p *plane) publish() error {
	if err := os.WriteFile(p.file("etcd.address"), []byte(p.etcd), 0o600); err != nil {
		return err
	}
	if err := p.kubeconfig("kubeconfig.new", fmt.Sprintf("{token: %s}", p.token)); err != nil {
		return err
	}
	return os.Rename(p.file("kubeconfig.new"), p.file("kubeconfig"))
}

// stop ends the programs, the last one first.
func (p *plane) stop() {
	_ = os.Remove(p.file("kubeconfig"))
	for _, program := range slices.Backward(p.programs) {
		_ = program.Process.Signal(syscall.SIGTERM)
		select {
		case <-p.died:
		case <-time.After(10 * time.Second):
			_ = program.Process.Kill()
		}
	}
}

func (p *plane) file(name string) string {
	return filepath.Join(p.folder, name)
}

func freePorts(count int) ([]int, error) {
	ports := make([]int, 0, count)
	for range count {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer listener.Close()
		ports = append(ports, listener.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}
