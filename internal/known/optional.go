package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// An OptionalField is a pointer in a struct of a library that is nil in some of what it
// gives its callers. (OneOf has those of which only one is set.)
type OptionalField struct {
	When string // when it is nil
	Told string // another field that tells, or ""
}

// Optional gives what is known of a field.
func Optional(owner *types.Named, field string) (OptionalField, bool) {
	if !optionalNames[field] || owner == nil || owner.Obj().Pkg() == nil {
		return OptionalField{}, false // (the path is looked at last: this is asked of every dereference)
	}
	row, ok := optional[match.Func{Pkg: Path(owner.Obj().Pkg().Path()), Recv: owner.Obj().Name(), Name: field}]
	return row, ok
}

const (
	discord    = "github.com/bwmarrin/discordgo"
	github     = "github.com/google/go-github/github"
	core       = "k8s.io/api/core"
	networking = "k8s.io/api/networking"
	discovery  = "k8s.io/api/discovery"
	batch      = "k8s.io/api/batch"
	meta       = "k8s.io/apimachinery/pkg/apis/meta"
)

// The sources are the comments of the fields (discordgo v0.29, Kubernetes API v0.34), and the
// descriptions of what they stand for (core.telegram.org/bots/api, docs.github.com/rest).
var optional = map[match.Func]OptionalField{
	method(discord, "ChannelUpdate", "BeforeUpdate"):     {When: "unless the channel is in the cache"},
	method(discord, "GuildMemberUpdate", "BeforeUpdate"): {When: "unless the member is in the cache"},
	method(discord, "Interaction", "Member"):             {When: "in a direct message", Told: "GuildID"},
	method(discord, "Interaction", "User"):               {When: "in a guild", Told: "GuildID"},
	method(discord, "Message", "Member"):                 {When: "in a direct message", Told: "GuildID"},
	method(discord, "Message", "MessageReference"):       {When: "unless the message refers to another", Told: "Type"},
	method(discord, "Message", "ReferencedMessage"):      {When: "unless the message is a reply", Told: "Type"},
	method(discord, "MessageDelete", "BeforeDelete"):     {When: "unless the message is in the cache"},
	method(discord, "MessageReactionAdd", "Member"):      {When: "in a direct message", Told: "GuildID"},
	method(discord, "MessageUpdate", "BeforeUpdate"):     {When: "unless the message is in the cache"},
	method(discord, "VoiceStateUpdate", "BeforeUpdate"):  {When: "unless the state is in the cache"},

	method("github.com/go-telegram-bot-api/telegram-bot-api", "CallbackQuery", "Message"):  {When: "if the message is too old"},
	method("github.com/go-telegram-bot-api/telegram-bot-api", "Message", "ReplyToMessage"): {When: "unless the message is a reply"},
	method("github.com/go-telegram/bot/models", "Message", "ReplyToMessage"):               {When: "unless the message is a reply"},
	method("github.com/mymmrac/telego", "Message", "ReplyToMessage"):                       {When: "unless the message is a reply"},

	method(networking, "IngressBackend", "Service"):     {When: "for a backend that is a resource"},
	method(networking, "IngressRuleValue", "HTTP"):      {When: "for a rule that has only a host"},
	method(networking, "IngressSpec", "DefaultBackend"): {When: "unless there is one"},

	method(core, "ContainerState", "Running"):                     {When: "unless the container runs"},
	method(core, "ContainerState", "Terminated"):                  {When: "unless the container has ended"},
	method(core, "ContainerState", "Waiting"):                     {When: "unless the container waits"},
	method(core, "EndpointAddress", "TargetRef"):                  {When: "for an address that is no pod's"},
	method(core, "EnvVar", "ValueFrom"):                           {When: "for a plain value", Told: "Value"},
	method(core, "PersistentVolumeClaimSpec", "StorageClassName"): {When: "unless a class is asked for"},
	method(core, "PersistentVolumeSpec", "ClaimRef"):              {When: "unless the volume is bound"},
	method(core, "PodStatus", "StartTime"):                        {When: "before the kubelet has taken the pod", Told: "Phase"},
	method(core, "VolumeSource", "ConfigMap"):                     {When: "for a volume of another kind"},
	method(core, "VolumeSource", "PersistentVolumeClaim"):         {When: "for a volume of another kind"},
	method(core, "VolumeSource", "Secret"):                        {When: "for a volume of another kind"},

	method(discovery, "Endpoint", "NodeName"):              {When: "for an endpoint outside of the cluster"},
	method(discovery, "Endpoint", "TargetRef"):             {When: "for an endpoint that is no pod's"},
	method(discovery, "EndpointConditions", "Ready"):       {When: "where it is not known"},
	method(discovery, "EndpointConditions", "Serving"):     {When: "where it is not known"},
	method(discovery, "EndpointConditions", "Terminating"): {When: "where it is not known"},

	method(batch, "CronJobStatus", "LastScheduleTime"): {When: "before the first run"},
	method(batch, "JobStatus", "CompletionTime"):       {When: "unless the job has succeeded", Told: "Succeeded"},
	method(batch, "JobStatus", "StartTime"):            {When: "before the job has started", Told: "Active"},

	method(meta, "ObjectMeta", "DeletionTimestamp"): {When: "unless the object is being deleted"},
	method(meta, "OwnerReference", "Controller"):    {When: "for an owner that is no controller"},

	method(github, "Issue", "Assignee"):             {When: "unless there is one"},
	method(github, "PullRequestBranch", "Repo"):     {When: "if the fork was deleted"},
	method(github, "PushEvent", "HeadCommit"):       {When: "if the branch was deleted", Told: "Deleted"},
	method(github, "Repository", "License"):         {When: "unless there is one"},
	method(github, "RepositoryCommit", "Author"):    {When: "for an author without an account"},
	method(github, "RepositoryCommit", "Committer"): {When: "for a committer without an account"},
}

var optionalNames = func() map[string]bool {
	names := map[string]bool{}
	for field := range optional {
		names[field.Name] = true
	}
	return names
}()
