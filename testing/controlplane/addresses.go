package main

import (
	"context"
	"fmt"
	"os"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// balancer is the address that whatever asks for one from outside gets; nothing answers there.
const balancer = "127.0.0.1"

// giveAddresses plays the ingress controller and the cloud: an Ingress and a Service of type LoadBalancer get their address.
func giveAddresses(ctx context.Context, client kubernetes.Interface) error {
	factory := informers.NewSharedInformerFactory(client, 0)
	ingresses := factory.Networking().V1().Ingresses().Informer()
	services := factory.Core().V1().Services().Informer()
	if _, err := ingresses.AddEventHandler(onEach(func(object any) { go giveIngress(ctx, client, object.(*networking.Ingress)) })); err != nil {
		return err
	}
	if _, err := services.AddEventHandler(onEach(func(object any) { go giveService(ctx, client, object.(*core.Service)) })); err != nil {
		return err
	}
	factory.Start(ctx.Done())
	return nil
}

func onEach(do func(object any)) cache.ResourceEventHandlerFuncs {
	return cache.ResourceEventHandlerFuncs{AddFunc: do, UpdateFunc: func(_, object any) { do(object) }}
}

func giveIngress(ctx context.Context, client kubernetes.Interface, ingress *networking.Ingress) {
	if len(ingress.Status.LoadBalancer.Ingress) > 0 {
		return
	}
	fresh := ingress.DeepCopy()
	fresh.Status.LoadBalancer.Ingress = []networking.IngressLoadBalancerIngress{{IP: balancer}}
	_, err := client.NetworkingV1().Ingresses(fresh.Namespace).UpdateStatus(ctx, fresh, meta.UpdateOptions{})
	told(ctx, err)
}

func giveService(ctx context.Context, client kubernetes.Interface, service *core.Service) {
	if service.Spec.Type != core.ServiceTypeLoadBalancer || len(service.Status.LoadBalancer.Ingress) > 0 {
		return
	}
	fresh := service.DeepCopy()
	fresh.Status.LoadBalancer.Ingress = []core.LoadBalancerIngress{{IP: balancer}}
	_, err := client.CoreV1().Services(fresh.Namespace).UpdateStatus(ctx, fresh, meta.UpdateOptions{})
	told(ctx, err)
}

// told reports an error that no newer event makes good.
func told(ctx context.Context, err error) {
	if err != nil && !errors.IsConflict(err) && !errors.IsNotFound(err) && ctx.Err() == nil {
		fmt.Fprintln(os.Stderr, "addresses:", err)
	}
}
