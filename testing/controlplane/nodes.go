package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/util/retry"
)

const heartbeat = 10 * time.Second

// kubelets play the part of the nodes: no container runs, but pods get the status as if.
type kubelets struct {
	client    kubernetes.Interface
	bad       string
	addresses int
	playing   map[types.UID]context.CancelFunc
	lock      sync.Mutex
}

// nodes registers simulated nodes, and makes the pods bound to them start, end and go.
func nodes() int {
	flags := flag.NewFlagSet("nodes", flag.ExitOnError)
	kubeconfig := flags.String("kubeconfig", "", "how to reach the API")
	count := flags.Int("count", 1, "how many nodes there are")
	bad := flags.String("bad-image", "no-such-image", "a pod whose image contains this never starts")
	_ = flags.Parse(os.Args[1:])
	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		return failed("nodes", err)
	}
	config.QPS, config.Burst = 500, 1000
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return failed("nodes", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	k := &kubelets{client: client, bad: *bad, playing: map[types.UID]context.CancelFunc{}}
	names := make([]string, 0, *count)
	for i := range *count {
		names = append(names, fmt.Sprintf("node-%d", i+1))
		if err := k.register(ctx, names[i]); err != nil {
			return failed("nodes", err)
		}
	}
	if err := k.follow(ctx); err != nil {
		return failed("nodes", err)
	}
	if err := giveAddresses(ctx, client); err != nil {
		return failed("nodes", err)
	}
	for {
		select {
		case <-ctx.Done():
			return 0
		case <-time.After(heartbeat):
			for _, name := range names {
				if err := k.beat(ctx, name); err != nil && ctx.Err() == nil {
					fmt.Fprintln(os.Stderr, "heartbeat:", err)
				}
			}
		}
	}
}

func (k *kubelets) register(ctx context.Context, name string) error {
	node := &core.Node{ObjectMeta: meta.ObjectMeta{Name: name, Labels: map[string]string{
		"kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64",
	}}}
	_, err := k.client.CoreV1().Nodes().Create(ctx, node, meta.CreateOptions{})
	if err != nil && !errors.IsAlreadyExists(err) {
		return err
	}
	return k.beat(ctx, name)
}

func (k *kubelets) beat(ctx context.Context, name string) error {
	node, err := k.client.CoreV1().Nodes().Get(ctx, name, meta.GetOptions{})
	if err != nil {
		return err
	}
	room := core.ResourceList{
		core.ResourceCPU:    resource.MustParse("64"),
		core.ResourceMemory: resource.MustParse("256Gi"),
		core.ResourcePods:   resource.MustParse("10k"),
	}
	node.Status.Capacity, node.Status.Allocatable = room, room
	now := meta.Now()
	node.Status.Conditions = []core.NodeCondition{{
		Type: core.NodeReady, Status: core.ConditionTrue, Reason: "KubeletReady", Message: "simulated",
		LastHeartbeatTime: now, LastTransitionTime: now,
	}}
	_, err = k.client.CoreV1().Nodes().UpdateStatus(ctx, node, meta.UpdateOptions{})
	return err
}

func (k *kubelets) follow(ctx context.Context) error {
	bound := informers.WithTweakListOptions(func(options *meta.ListOptions) {
		options.FieldSelector = fields.OneTermNotEqualSelector("spec.nodeName", "").String()
	})
	pods := informers.NewSharedInformerFactoryWithOptions(k.client, 0, bound).Core().V1().Pods().Informer()
	_, err := pods.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(object any) { k.changed(ctx, object.(*core.Pod)) },
		UpdateFunc: func(_, object any) { k.changed(ctx, object.(*core.Pod)) },
		DeleteFunc: func(object any) {
			if last, missed := object.(cache.DeletedFinalStateUnknown); missed {
				object = last.Obj
			}
			k.gone(object.(*core.Pod))
		},
	})
	go pods.Run(ctx.Done())
	return err
}

// changed begins to play a pod that is new here, and lets one go that is to end.
func (k *kubelets) changed(ctx context.Context, pod *core.Pod) {
	k.lock.Lock()
	defer k.lock.Unlock()
	stop, known := k.playing[pod.UID]
	switch {
	case pod.DeletionTimestamp != nil:
		if known {
			stop()
		}
		go k.remove(ctx, pod)
	case !known && pod.Status.Phase != core.PodSucceeded && pod.Status.Phase != core.PodFailed:
		life, end := context.WithCancel(ctx)
		k.playing[pod.UID] = end
		go k.play(life, pod)
	}
}

func (k *kubelets) gone(pod *core.Pod) {
	k.lock.Lock()
	defer k.lock.Unlock()
	if stop, known := k.playing[pod.UID]; known {
		stop()
		delete(k.playing, pod.UID)
	}
}

func (k *kubelets) remove(ctx context.Context, pod *core.Pod) {
	now := int64(0)
	err := k.client.CoreV1().Pods(pod.Namespace).Delete(ctx, pod.Name,
		meta.DeleteOptions{GracePeriodSeconds: &now, Preconditions: &meta.Preconditions{UID: &pod.UID}})
	k.told(ctx, pod, err)
}

// play writes what a pod's containers are, each time they become something else.
func (k *kubelets) play(ctx context.Context, pod *core.Pod) {
	begun, address := time.Now(), k.address()
	for {
		next, err := k.write(ctx, pod.Namespace, pod.Name, pod.UID, begun, address)
		if errors.IsNotFound(err) || ctx.Err() != nil {
			return
		}
		k.told(ctx, pod, err)
		if err != nil {
			next = time.Since(begun) + time.Second
		}
		if next == 0 {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(next - time.Since(begun)):
		}
	}
}

func (k *kubelets) write(ctx context.Context, namespace, name string, uid types.UID, begun time.Time, address string) (time.Duration, error) {
	pods := k.client.CoreV1().Pods(namespace)
	var next time.Duration
	err := retry.RetryOnConflict(retry.DefaultBackoff, func() error {
		pod, err := pods.Get(ctx, name, meta.GetOptions{})
		if err != nil {
			return err
		}
		if pod.UID != uid || pod.DeletionTimestamp != nil {
			next = 0
			return nil
		}
		status := &pod.Status
		if status.StartTime == nil {
			now := meta.NewTime(begun)
			status.HostIP, status.StartTime = "10.0.0.1", &now
			status.PodIP, status.PodIPs = address, []core.PodIP{{IP: address}}
		}
		next = report(pod, time.Since(begun), begun, func(image string) bool { return strings.Contains(image, k.bad) })
		_, err = pods.UpdateStatus(ctx, pod, meta.UpdateOptions{})
		return err
	})
	return next, err
}

// told reports an error that nothing makes good by itself.
func (k *kubelets) told(ctx context.Context, pod *core.Pod, err error) {
	if err != nil && ctx.Err() == nil && !errors.IsNotFound(err) && !errors.IsConflict(err) {
		fmt.Fprintln(os.Stderr, pod.Namespace+"/"+pod.Name+":", err)
	}
}

func (k *kubelets) address() string {
	k.lock.Lock()
	defer k.lock.Unlock()
	k.addresses++
	return fmt.Sprintf("10.244.%d.%d", k.addresses/250, k.addresses%250+2)
}
