package main

import (
	"flag"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
)

// etcd keeps the objects: one member, on loopback, without waiting for the disk unless it is told to.
func etcd() int {
	flags := flag.NewFlagSet("etcd", flag.ExitOnError)
	folder := flags.String("data-dir", "", "where it keeps its files")
	client := flags.String("client", "", "http address for clients")
	peer := flags.String("peer", "", "http address for peers")
	durable := flags.Bool("durable", false, "whether a write is answered only when it is on the disk")
	_ = flags.Parse(os.Args[1:])

	config := embed.NewConfig()
	config.Dir = *folder
	config.LogLevel = "error"
	config.UnsafeNoFsync = !*durable
	// Without a duration every request would be logged as slow.
	config.WarningUnaryRequestDuration = 5 * time.Second
	clients, err := url.Parse(*client)
	if err != nil {
		return failed("etcd", err)
	}
	peers, err := url.Parse(*peer)
	if err != nil {
		return failed("etcd", err)
	}
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{*clients}, []url.URL{*clients}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{*peers}, []url.URL{*peers}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	server, err := embed.StartEtcd(config)
	if err != nil {
		return failed("etcd", err)
	}
	defer server.Close()

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	select {
	case <-stop:
		return 0
	case err := <-server.Err():
		return failed("etcd", err)
	}
}
