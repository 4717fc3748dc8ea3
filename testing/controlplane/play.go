package main

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// playing is the annotation that says what a pod plays; with a dot and a container's name, what that container plays.
const playing = "openluffy.io/play"

const (
	crashesAfter   = 100 * time.Millisecond
	firstBackoff   = 10 * time.Second
	longestBackoff = 5 * time.Minute
)

// play is what a container does instead of simply running; the words are those of the playground (docs/playground-controllers.md).
type play struct {
	crashAfter, degradeAfter, runs, evictAfter *time.Duration
	slow                                       time.Duration
	unready, fail, noImage                     bool
}

// moment is what a container is at one time, and when it will be something else; 0 is never.
type moment struct {
	state, last    core.ContainerState
	ready, started bool
	restarts       int32
	next           time.Duration
}

var duration = regexp.MustCompile(`^(\d{1,6})(ms|s|m|h)$`)

func playOf(pod *core.Pod, container string) play {
	text, own := pod.Annotations[playing+"."+container]
	if !own {
		text = pod.Annotations[playing]
	}
	return parse(text)
}

// parse reads words such as slow=5s,degrade-after=30s; unknown words are left out.
func parse(text string) play {
	var p play
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' }) {
		name, value, _ := strings.Cut(word, "=")
		after := length(value)
		switch name {
		case "crash":
			p.unready = true
			if p.crashAfter == nil {
				at := crashesAfter
				p.crashAfter = &at
			}
		case "crash-after":
			p.crashAfter = after
		case "unready":
			p.unready = true
		case "degrade-after":
			p.degradeAfter = after
		case "slow":
			if after != nil {
				p.slow = *after
			}
		case "fail":
			p.fail = true
		case "runs":
			p.runs = after
		case "evict":
			at := time.Duration(0)
			p.evictAfter = &at
		case "evict-after":
			p.evictAfter = after
		case "no-image":
			p.noImage = true
		}
	}
	return p
}

func length(text string) *time.Duration {
	parts := duration.FindStringSubmatch(text)
	if parts == nil {
		return nil
	}
	count, _ := strconv.Atoi(parts[1])
	unit := map[string]time.Duration{"ms": time.Millisecond, "s": time.Second, "m": time.Minute, "h": time.Hour}[parts[2]]
	all := time.Duration(count) * unit
	return &all
}

// at tells what a container that began then is after so much time, through all its restarts.
func (p play) at(elapsed time.Duration, begun time.Time, image string, policy core.RestartPolicy) moment {
	var m moment
	if p.noImage {
		m.state.Waiting = &core.ContainerStateWaiting{Reason: "ImagePullBackOff", Message: "Back-off pulling image \"" + image + "\""}
		return m
	}
	for start := time.Duration(0); ; {
		exit := p.exit(policy)
		if exit == nil || start+*exit > elapsed {
			m.state.Running = &core.ContainerStateRunning{StartedAt: meta.NewTime(begun.Add(start))}
			p.readiness(&m, elapsed, start)
			if exit != nil {
				m.sooner(start+*exit, elapsed)
			}
			return m
		}
		end := start + *exit
		over := terminated(p.fails(), begun.Add(start), begun.Add(end))
		if policy == core.RestartPolicyNever || (policy == core.RestartPolicyOnFailure && !p.fails()) {
			m.state.Terminated = over
			return m
		}
		wait := backoff(m.restarts)
		m.last.Terminated = over
		if end+wait > elapsed {
			m.state.Waiting = &core.ContainerStateWaiting{Reason: "CrashLoopBackOff", Message: "back-off " + wait.String() + " restarting failed container"}
			m.next = end + wait
			return m
		}
		start = end + wait
		m.restarts++
	}
}

func (p play) fails() bool { return p.fail || p.crashAfter != nil }

// exit tells how long a container runs; nil if it doesn't end by itself.
func (p play) exit(policy core.RestartPolicy) *time.Duration {
	if p.crashAfter != nil || policy == core.RestartPolicyAlways {
		return p.crashAfter
	}
	if p.runs != nil {
		return p.runs
	}
	at := time.Duration(0)
	return &at
}

func (p play) readiness(m *moment, elapsed, start time.Duration) {
	ready := start + p.slow
	m.started = elapsed >= ready
	m.ready = m.started && !p.unready
	m.sooner(ready, elapsed)
	if p.degradeAfter != nil {
		m.ready = m.ready && elapsed < ready+*p.degradeAfter
		m.sooner(ready+*p.degradeAfter, elapsed)
	}
}

func (m *moment) sooner(at, elapsed time.Duration) {
	if at > elapsed && (m.next == 0 || at < m.next) {
		m.next = at
	}
}

func terminated(failed bool, start, end time.Time) *core.ContainerStateTerminated {
	state := &core.ContainerStateTerminated{Reason: "Completed", StartedAt: meta.NewTime(start), FinishedAt: meta.NewTime(end)}
	if failed {
		state.Reason, state.ExitCode = "Error", 1
	}
	return state
}

// backoff is none before the first restart, then 10 s, doubled each time up to 5 min.
func backoff(restarts int32) time.Duration {
	if restarts == 0 {
		return 0
	}
	return min(firstBackoff<<min(restarts-1, 5), longestBackoff)
}
