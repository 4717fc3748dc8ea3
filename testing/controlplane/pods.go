package main

import (
	"time"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// evicted is what the kubelet says of a pod that it has driven out.
const evicted = "The node was low on resource: memory. "

// report writes into a pod's status what its containers are after so much time; it tells when to look again, 0 for never.
func report(pod *core.Pod, elapsed time.Duration, begun time.Time, badImage func(string) bool) time.Duration {
	var next time.Duration
	var statuses []core.ContainerStatus
	ready, over, failed, waiting := true, true, false, false
	for _, container := range pod.Spec.Containers {
		plays := playOf(pod, container.Name)
		plays.noImage = plays.noImage || badImage(container.Image)
		if plays.evictAfter != nil && elapsed >= *plays.evictAfter {
			evict(pod, begun, time.Now())
			return 0
		}
		m := plays.at(elapsed, begun, container.Image, pod.Spec.RestartPolicy)
		if plays.evictAfter != nil {
			m.sooner(*plays.evictAfter, elapsed)
		}
		if m.next != 0 && (next == 0 || m.next < next) {
			next = m.next
		}
		started := m.started
		status := core.ContainerStatus{Name: container.Name, Image: container.Image, State: m.state, LastTerminationState: m.last,
			Ready: m.ready, Started: &started, RestartCount: m.restarts}
		if m.state.Waiting == nil || m.last.Terminated != nil {
			status.ImageID = container.Image + "@sha256:simulated"
		}
		statuses = append(statuses, status)
		ready = ready && m.ready
		over = over && m.state.Terminated != nil
		failed = failed || (m.state.Terminated != nil && m.state.Terminated.ExitCode != 0)
		waiting = waiting || (m.state.Waiting != nil && m.last.Terminated == nil)
	}
	status := &pod.Status
	status.ContainerStatuses, status.InitContainerStatuses = statuses, before(pod, begun)
	why := ""
	switch {
	case over && failed:
		status.Phase, why = core.PodFailed, "PodFailed"
	case over:
		status.Phase, why = core.PodSucceeded, "PodCompleted"
	case waiting:
		status.Phase, why = core.PodPending, "ContainersNotReady"
	default:
		status.Phase, why = core.PodRunning, "ContainersNotReady"
	}
	conditions(status, ready, why)
	return next
}

// before tells of the containers that run before the others: they have ended well, or go on beside them.
func before(pod *core.Pod, begun time.Time) []core.ContainerStatus {
	var statuses []core.ContainerStatus
	for _, container := range pod.Spec.InitContainers {
		started := true
		status := core.ContainerStatus{Name: container.Name, Image: container.Image, Ready: true, Started: &started, ImageID: container.Image + "@sha256:simulated"}
		if container.RestartPolicy != nil && *container.RestartPolicy == core.ContainerRestartPolicyAlways {
			status.State.Running = &core.ContainerStateRunning{StartedAt: meta.NewTime(begun)}
		} else {
			status.State.Terminated = terminated(false, begun, begun)
		}
		statuses = append(statuses, status)
	}
	return statuses
}

func evict(pod *core.Pod, begun, now time.Time) {
	status := &pod.Status
	status.Phase, status.Reason, status.Message = core.PodFailed, "Evicted", evicted
	for i := range status.ContainerStatuses {
		one := &status.ContainerStatuses[i]
		one.Ready = false
		one.State = core.ContainerState{Terminated: terminated(true, begun, now)}
		one.State.Terminated.ExitCode = 137
	}
	conditions(status, false, "PodFailed")
	set(status, core.DisruptionTarget, core.ConditionTrue, "TerminationByKubelet", evicted)
}

func conditions(status *core.PodStatus, ready bool, why string) {
	value, reason := core.ConditionTrue, ""
	if !ready {
		value, reason = core.ConditionFalse, why
	}
	for _, name := range []core.PodConditionType{core.PodScheduled, core.PodReadyToStartContainers, core.PodInitialized} {
		set(status, name, core.ConditionTrue, "", "")
	}
	set(status, core.ContainersReady, value, reason, "")
	set(status, core.PodReady, value, reason, "")
}

// set changes one condition and leaves those of others alone; its time moves when its status turns.
func set(status *core.PodStatus, name core.PodConditionType, value core.ConditionStatus, reason, message string) {
	for i := range status.Conditions {
		one := &status.Conditions[i]
		if one.Type == name {
			if one.Status != value {
				one.LastTransitionTime = meta.Now()
			}
			one.Status, one.Reason, one.Message = value, reason, message
			return
		}
	}
	status.Conditions = append(status.Conditions, core.PodCondition{Type: name, Status: value, LastTransitionTime: meta.Now(), Reason: reason, Message: message})
}
