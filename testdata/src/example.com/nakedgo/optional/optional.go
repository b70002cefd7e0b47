// Package optional reads fields that are nil in some of what a library gives.
package optional

import (
	"github.com/bwmarrin/discordgo"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	"k8s.io/client-go/tools/cache"
)

func handlers(s *discordgo.Session) {
	s.AddHandler(command) // want `nil dereference \(Interaction.Member is nil in a direct message\)`
	s.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		if i.GuildID == "" {
			return
		}
		println(len(i.Member.Roles))
	})
	s.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) { println(who(i)) })
	s.AddHandler(func(s *discordgo.Session, m *discordgo.MessageUpdate) { // want `nil dereference \(MessageUpdate.BeforeUpdate is nil unless the message is in the cache\)`
		println(m.BeforeUpdate.Content)
	})
}

func command(s *discordgo.Session, i *discordgo.InteractionCreate) {
	println(len(i.Member.Roles))
}

func who(i *discordgo.InteractionCreate) string {
	user := i.User
	if user == nil {
		user = i.Member.User
	}
	return user.ID
}

// What builds routes of ingresses asks nobody.
type routes struct{ hosts map[string][]string }

func (r *routes) add(ingress *networking.Ingress) {
	for _, rule := range ingress.Spec.Rules {
		for _, path := range rule.HTTP.Paths {
			r.hosts[rule.Host] = append(r.hosts[rule.Host], path.Path)
		}
	}
}

func watch(informer cache.SharedInformer) {
	r := &routes{hosts: map[string][]string{}}
	informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc: func(obj any) { // want `nil dereference \(IngressRuleValue.HTTP is nil for a rule that has only a host\)`
			if ingress, ok := obj.(*networking.Ingress); ok {
				r.add(ingress)
			}
		},
	})
}

// Here, the caller has left out what has none.
func hasService(path networking.HTTPIngressPath) bool { return path.Backend.Service != nil }

func services(paths []networking.HTTPIngressPath) (names []string) {
	for _, path := range paths {
		names = append(names, path.Backend.Service.Name)
	}
	return names
}

func watchPaths(paths chan networking.HTTPIngressPath) {
	go func() {
		for path := range paths {
			if hasService(path) {
				println(len(services([]networking.HTTPIngressPath{path})))
			}
		}
	}()
}

// One state is told by the others.
func states(pods chan *core.Pod) {
	go func() {
		for pod := range pods {
			for _, c := range pod.Status.ContainerStatuses {
				switch {
				case c.State.Waiting != nil:
					println(c.State.Waiting.Reason)
				case c.State.Running == nil:
					println(c.State.Terminated.ExitCode)
				}
			}
		}
	}()
	go func() { // want `nil dereference \(ContainerState.Terminated is nil unless the container has ended\)`
		for pod := range pods {
			for _, c := range pod.Status.ContainerStatuses {
				if c.Name == "init" {
					println(c.State.Terminated.ExitCode)
				}
			}
		}
	}()
}
