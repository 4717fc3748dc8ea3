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
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

const heartbeat = 10 * time.Second

// kubelets play the part of the nodes: no container runs, but pods get the status as if.
type kubelets struct {
	client    kubernetes.Interface
	bad       string
	addresses int
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
	k := &kubelets{client: client, bad: *bad}
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
		AddFunc:    func(object any) { go k.tend(ctx, object.(*core.Pod)) },
		UpdateFunc: func(_, object any) { go k.tend(ctx, object.(*core.Pod)) },
	})
	go pods.Run(ctx.Done())
	return err
}

// tend brings one pod a step further; a conflict means that a newer event is on its way.
func (k *kubelets) tend(ctx context.Context, pod *core.Pod) {
	pods := k.client.CoreV1().Pods(pod.Namespace)
	var err error
	switch {
	case pod.DeletionTimestamp != nil:
		now := int64(0)
		err = pods.Delete(ctx, pod.Name, meta.DeleteOptions{GracePeriodSeconds: &now, Preconditions: &meta.Preconditions{UID: &pod.UID}})
	case len(pod.Status.ContainerStatuses) > 0 && pod.Status.ContainerStatuses[0].State.Waiting != nil:
		return // its image will not come
	case pod.Status.Phase == core.PodPending || pod.Status.Phase == "":
		fresh := pod.DeepCopy()
		k.start(fresh)
		_, err = pods.UpdateStatus(ctx, fresh, meta.UpdateOptions{})
	case pod.Status.Phase == core.PodRunning && pod.Spec.RestartPolicy != core.RestartPolicyAlways:
		fresh := pod.DeepCopy()
		end(fresh)
		_, err = pods.UpdateStatus(ctx, fresh, meta.UpdateOptions{})
	}
	if err != nil && !errors.IsConflict(err) && !errors.IsNotFound(err) && ctx.Err() == nil {
		fmt.Fprintln(os.Stderr, pod.Namespace+"/"+pod.Name+":", err)
	}
}

func (k *kubelets) start(pod *core.Pod) {
	now := meta.Now()
	status := &pod.Status
	status.HostIP, status.StartTime = "10.0.0.1", &now
	ready := core.ConditionTrue
	states := make([]core.ContainerStatus, 0, len(pod.Spec.Containers))
	for _, container := range pod.Spec.Containers {
		state := core.ContainerStatus{Name: container.Name, Image: container.Image}
		if strings.Contains(container.Image, k.bad) {
			ready = core.ConditionFalse
			state.State.Waiting = &core.ContainerStateWaiting{
				Reason: "ImagePullBackOff", Message: "Back-off pulling image \"" + container.Image + "\"",
			}
		} else {
			started := true
			state.Ready, state.Started = true, &started
			state.ImageID = container.Image + "@sha256:simulated"
			state.State.Running = &core.ContainerStateRunning{StartedAt: now}
		}
		states = append(states, state)
	}
	status.ContainerStatuses = states
	status.Conditions = conditions(ready, now)
	if ready == core.ConditionTrue {
		status.Phase = core.PodRunning
		status.PodIP = k.address()
		status.PodIPs = []core.PodIP{{IP: status.PodIP}}
	} else {
		status.Phase = core.PodPending
	}
}

func conditions(ready core.ConditionStatus, now meta.Time) []core.PodCondition {
	all := make([]core.PodCondition, 0, 5)
	for _, name := range []core.PodConditionType{core.PodScheduled, core.PodReadyToStartContainers, core.PodInitialized, core.ContainersReady, core.PodReady} {
		value := core.ConditionTrue
		if name == core.PodReady || name == core.ContainersReady {
			value = ready
		}
		all = append(all, core.PodCondition{Type: name, Status: value, LastTransitionTime: now})
	}
	return all
}

func end(pod *core.Pod) {
	now := meta.Now()
	pod.Status.Phase = core.PodSucceeded
	for i := range pod.Status.ContainerStatuses {
		status := &pod.Status.ContainerStatuses[i]
		begun := now
		if status.State.Running != nil {
			begun = status.State.Running.StartedAt
		}
		status.Ready = false
		status.State = core.ContainerState{Terminated: &core.ContainerStateTerminated{
			Reason: "Completed", StartedAt: begun, FinishedAt: now,
		}}
	}
	for i := range pod.Status.Conditions {
		condition := &pod.Status.Conditions[i]
		if condition.Type == core.PodReady || condition.Type == core.ContainersReady {
			condition.Status, condition.Reason = core.ConditionFalse, "PodCompleted"
		}
	}
}

func (k *kubelets) address() string {
	k.lock.Lock()
	defer k.lock.Unlock()
	k.addresses++
	return fmt.Sprintf("10.244.%d.%d", k.addresses/250, k.addresses%250+2)
}
