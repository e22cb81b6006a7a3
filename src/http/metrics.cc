#include "http/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <utility>

namespace truename::http {

struct Metrics::Families {
  prometheus::Registry series;
  prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                          .Name("truename_requests_total")
                                                          .Help("Requests by route and status")
                                                          .Register(series);
  prometheus::Family<prometheus::Histogram>& seconds =
      prometheus::BuildHistogram()
          .Name("truename_request_seconds")
          .Help("Time from the whole request to its answer")
          .Register(series);
  prometheus::Family<prometheus::Counter>& decisions = prometheus::BuildCounter()
                                                           .Name("truename_decisions_total")
                                                           .Help("Decisions by outcome")
                                                           .Register(series);
  prometheus::Family<prometheus::Counter>& reasons =
      prometheus::BuildCounter()
          .Name("truename_reasons_total")
          .Help("Reasons that spoke against, by code")
          .Register(series);
  prometheus::Family<prometheus::Counter>& face_stages =
      prometheus::BuildCounter()
          .Name("truename_face_stage_total")
          .Help("Cases by how far the face check went")
          .Register(series);
  prometheus::Family<prometheus::Counter>& quality_findings =
      prometheus::BuildCounter()
          .Name("truename_quality_findings_total")
          .Help("Quality components that failed, by picture")
          .Register(series);
  prometheus::Family<prometheus::Counter>& pad_results =
      prometheus::BuildCounter()
          .Name("truename_pad_results_total")
          .Help("Presentation attack detection by layer and result")
          .Register(series);
  prometheus::Family<prometheus::Counter>& device_decisions =
      prometheus::BuildCounter()
          .Name("truename_device_decisions_total")
          .Help("Decisions by class of the device that asked, and outcome")
          .Register(series);
  prometheus::Family<prometheus::Counter>& captures =
      prometheus::BuildCounter()
          .Name("truename_captures_total")
          .Help("Captures that are over, by attempt of their sale and result")
          .Register(series);
  prometheus::Family<prometheus::Counter>& capture_layers =
      prometheus::BuildCounter()
          .Name("truename_capture_layers_total")
          .Help("Captures that are over, by layer of attack detection and its status")
          .Register(series);
  prometheus::Family<prometheus::Counter>& decided_captures =
      prometheus::BuildCounter()
          .Name("truename_decided_captures_total")
          .Help("Captures that a decision rests on, by attempt of their sale")
          .Register(series);
  prometheus::Counter& asked_again =
      prometheus::BuildCounter()
          .Name("truename_captures_asked_again_total")
          .Help("Captures asked for after one of the same sale had failed")
          .Register(series)
          .Add({});
  prometheus::Family<prometheus::Gauge>& drift_rates =
      prometheus::BuildGauge()
          .Name("truename_drift_rate")
          .Help("Part of the last decisions that shows a signal watched by the pack")
          .Register(series);
  prometheus::Family<prometheus::Gauge>& drift_limits = prometheus::BuildGauge()
                                                            .Name("truename_drift_limit")
                                                            .Help("The pack's limit of the rate")
                                                            .Register(series);
  prometheus::Family<prometheus::Gauge>& drift_alerts =
      prometheus::BuildGauge()
          .Name("truename_drift_alert")
          .Help("1 while a full window is over its limit")
          .Register(series);
  prometheus::Counter& turned_away = prometheus::BuildCounter()
                                         .Name("truename_turned_away_total")
                                         .Help("Requests answered 503 at the queue limit")
                                         .Register(series)
                                         .Add({});
  prometheus::Gauge& queue = prometheus::BuildGauge()
                                 .Name("truename_queue_depth")
                                 .Help("Requests waiting for or in work")
                                 .Register(series)
                                 .Add({});
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(const std::string& route, int status, double seconds) {
  const prometheus::Histogram::BucketBoundaries buckets{0.005, 0.02, 0.1, 0.5, 1, 2, 3, 5, 10};
  families_->requests.Add({{"route", route}, {"status", std::to_string(status)}}).Increment();
  families_->seconds.Add({{"route", route}}, buckets).Observe(seconds);
}

void Metrics::count_decision(const domain::Decision& decision) {
  const std::string outcome(domain::outcome_text(decision.outcome));
  families_->decisions.Add({{"outcome", outcome}}).Increment();
  for (const domain::Reason& reason : decision.reasons) {
    if (reason.outcome == domain::Outcome::approved) continue;
    families_->reasons.Add({{"code", reason.code}}).Increment();
  }
}

void Metrics::count_face(const domain::FaceEvidence& face) {
  families_->face_stages.Add({{"stage", std::string(domain::face_stage_text(face.stage))}})
      .Increment();
  for (const domain::QualityFinding& finding : face.findings) {
    families_->quality_findings
        .Add({{"subject", std::string(domain::subject_text(finding.subject))},
              {"component", finding.component}})
        .Increment();
  }
  families_->pad_results
      .Add({{"layer", "passive"}, {"result", std::string(domain::pad_text(face.pad))}})
      .Increment();
}

void Metrics::count_device(domain::DeviceClass device, domain::Outcome outcome) {
  families_->device_decisions
      .Add({{"device", std::string(domain::device_class_text(device))},
            {"outcome", std::string(domain::outcome_text(outcome))}})
      .Increment();
}

void Metrics::count_capture(const domain::CaptureEvidence& capture) {
  families_->captures
      .Add({{"attempt", std::to_string(capture.attempt)},
            {"result", std::string(domain::challenge_outcome_text(capture.challenge))}})
      .Increment();
  const std::pair<const char*, const domain::CaptureLayer*> layers[] = {
      {"passive", &capture.passive},
      {"turn", &capture.turn},
      {"solid_head", &capture.solid_head},
      {"same_person", &capture.same_person},
      {"injection", &capture.injection}};
  for (const auto& [name, layer] : layers) {
    families_->capture_layers
        .Add({{"layer", name}, {"status", std::string(domain::layer_status_text(layer->status))}})
        .Increment();
  }
}

void Metrics::count_capture_asked_again() { families_->asked_again.Increment(); }

void Metrics::count_decided_capture(const domain::CaptureEvidence& capture) {
  families_->decided_captures.Add({{"attempt", std::to_string(capture.attempt)}}).Increment();
}

void Metrics::set_drift(const std::string& signal, const DriftRate& drift) {
  families_->drift_rates.Add({{"signal", signal}}).Set(drift.rate);
  families_->drift_limits.Add({{"signal", signal}}).Set(drift.limit);
  families_->drift_alerts.Add({{"signal", signal}}).Set(drift.alert ? 1 : 0);
}

void Metrics::count_turned_away() { families_->turned_away.Increment(); }

void Metrics::set_queue_depth(int waiting) { families_->queue.Set(waiting); }

std::string Metrics::text() const {
  return prometheus::TextSerializer().Serialize(families_->series.Collect());
}

}  // namespace truename::http
