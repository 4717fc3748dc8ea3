package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

var ranOne = regexp.MustCompile(`Ran 1 of \d+ Specs`)

// each runs the tests that a file names, one a line, each in a process of its own and several at once, and prints a line for each.
func each() int {
	flags := flag.NewFlagSet("each", flag.ExitOnError)
	kubeconfig := flags.String("kubeconfig", "", "the cluster")
	tests := flags.String("tests", "", "a file with the name of a test on each line")
	workers := flags.Int("workers", 6, "how many run at once")
	limit := flags.Duration("limit", 6*time.Minute, "how long one may take")
	output := flags.String("output", "", "a folder for what failing tests said")
	_ = flags.Parse(os.Args[2:])
	file, err := os.Open(*tests)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	defer file.Close()
	names := make(chan string)
	var lock sync.Mutex
	var group sync.WaitGroup
	for range *workers {
		group.Go(func() {
			for name := range names {
				begun := time.Now()
				said, passed := one(*kubeconfig, name, *limit)
				verdict := "PASS"
				lock.Lock()
				if !passed {
					verdict = "FAIL"
					keep(*output, name, said)
				}
				fmt.Printf("%s %.0fs %s\n", verdict, time.Since(begun).Seconds(), name)
				lock.Unlock()
			}
		})
	}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if name := strings.TrimSpace(lines.Text()); strings.HasPrefix(name, "[sig-") {
			names <- name
		}
	}
	close(names)
	group.Wait()
	return 0
}

func one(kubeconfig, name string, limit time.Duration) ([]byte, bool) {
	ctx, stop := context.WithTimeout(context.Background(), limit+30*time.Second)
	defer stop()
	command := exec.CommandContext(ctx, "/proc/self/exe", "--kubeconfig", kubeconfig, "--provider=skeleton", "--dump-logs-on-failure=false",
		"--ginkgo.no-color", "--ginkgo.v", "--ginkgo.grace-period=5s", "--ginkgo.timeout="+limit.String(),
		"--ginkgo.focus=^(Kubernetes e2e suite )?"+regexp.QuoteMeta(name)+"$")
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	err := command.Run()
	return said.Bytes(), err == nil && ranOne.Match(said.Bytes())
}

func keep(folder, name string, said []byte) {
	if folder == "" {
		return
	}
	file := regexp.MustCompile(`[^A-Za-z0-9]+`).ReplaceAllString(name, "-")
	if err := os.WriteFile(filepath.Join(folder, file+".log"), said, 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}
