// Package cron stands in for github.com/robfig/cron/v3.
package cron

type Cron struct{}

type EntryID int

type Job interface{ Run() }

type FuncJob func()

func (f FuncJob) Run() { f() }

type Option func(*Cron)

type JobWrapper func(Job) Job

func WithChain(wrappers ...JobWrapper) Option { return func(*Cron) {} }

func Recover(logger any) JobWrapper { return func(j Job) Job { return j } }

func New(opts ...Option) *Cron { return &Cron{} }

func (c *Cron) AddFunc(spec string, cmd func()) (EntryID, error) { return 0, nil }
func (c *Cron) AddJob(spec string, cmd Job) (EntryID, error)     { return 0, nil }
