// Command controlplane is a whole Kubernetes control plane in one file: each part is a role of this program.
package main

import (
	"fmt"
	"os"
	_ "time/tzdata"

	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

// roles are the programs that upstream ships as files of their own, and ours.
var roles = map[string]func() int{
	"kube-apiserver":          func() int { return cli.Run(apiserver.NewAPIServerCommand()) },
	"kube-controller-manager": func() int { return cli.Run(controllers.NewControllerManagerCommand()) },
	"kube-scheduler":          func() int { return cli.Run(scheduler.NewSchedulerCommand()) },
	"etcd":                    etcd,
	"nodes":                   nodes,
	"up":                      up,
}

func main() {
	if len(os.Args) > 1 {
		if role, known := roles[os.Args[1]]; known {
			os.Args = append([]string{os.Args[1]}, os.Args[2:]...)
			os.Exit(role())
		}
	}
	fmt.Fprintln(os.Stderr, "usage: controlplane up --data DIR [--port N] [--nodes N] [--scheduler] [--bad-image TEXT] [--durable] [--while-stdin]")
	os.Exit(2)
}

// failed reports an error that ends a role.
func failed(role string, err error) int {
	fmt.Fprintf(os.Stderr, "%s: %v\n", role, err)
	return 1
}
