// Package measured gives what servers answer to a metric.
package measured

import (
	"encoding/json"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
)

// What the array left out used to be only copied. It is drawn as a measured zero.
type directory struct { // want `directory takes null .* in Space.Shared, Space.Total, Load \(`
	Name  string `json:"name"`
	Space space  `json:"space"`
	Load  float64
	Seen  int
}

type space struct {
	Shared float64 `json:"shared"`
	Total  int64   `json:"total"`
	Spare  int64   `json:"spare"`
}

type collector struct {
	desc  *prometheus.Desc
	load  prometheus.Gauge
	total prometheus.Counter
	c     *http.Client
}

func (c *collector) collect(ch chan<- prometheus.Metric) error {
	resp, err := c.c.Get("https://array/directories")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var list []directory
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil {
		return err
	}
	for _, d := range list {
		ch <- prometheus.MustNewConstMetric(c.desc, prometheus.GaugeValue, d.Space.Shared, d.Name)
		ch <- c.gauge(float64(d.Space.Total)/1024, d.Name)
		c.load.Set(d.Load)
		c.total.Add(float64(d.Seen)) // of nothing, nothing
		if d.Space.Spare > 0 {
			ch <- c.gauge(float64(d.Space.Spare), d.Name)
		}
	}
	return nil
}

func (c *collector) gauge(v float64, name string) prometheus.Metric {
	return prometheus.MustNewConstMetric(c.desc, prometheus.GaugeValue, v, name)
}
