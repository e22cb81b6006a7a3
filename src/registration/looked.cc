#include "registration/looked.h"

#include "registration/history_of.h"

namespace truename::registration {
namespace {

std::optional<domain::HolderRecord> record_of(const domain::DocumentReading& reading) {
  if (reading.fields.number.empty()) return std::nullopt;
  return domain::HolderRecord{.document_type = reading.type,
                              .name = reading.fields.name,
                              .number = reading.fields.number,
                              .issuing_state = reading.fields.issuing_state,
                              .birth_date = reading.fields.birth_date,
                              .address = reading.fields.address};
}

}  // namespace

Result<Looked> look_at(const RegistrationRequest& request, const Setting& setting) {
  const ImageDecoder& decoder = setting.ports.decoder;
  Looked looked;
  if (request.presentation) {
    if (setting.credentials == nullptr) {
      return fail(ErrorCode::not_found, "No credentials are taken here; choose another way.");
    }
    looked.credential = TRY(setting.credentials->verify(*request.presentation));
    return looked;
  }
  if (request.capture) {
    if (setting.captures == nullptr) {
      return fail(ErrorCode::not_found, "No captures are taken here; send a still picture.");
    }
    looked.capture = TRY(setting.captures->outcome_of(request.capture->id, request.capture->sale));
  }
  const domain::Image picture = TRY(decoder.decode(request.document));
  if (!request.probe.empty()) looked.still = TRY(decoder.decode(request.probe));
  looked.reading = TRY(setting.ports.reader.read(picture));
  if (!request.acting_document.empty()) {
    const domain::Image acting = TRY(decoder.decode(request.acting_document));
    looked.acting = TRY(setting.ports.reader.read(acting));
  }
  return looked;
}

DayMarks marks_of(const Looked& looked) {
  DayMarks marks;
  for (const domain::Image& probe : looked.probes()) marks.artefacts.push_back(sha256(probe.bgr));
  if (looked.capture && looked.capture->evidence.stream_digest != Digest{}) {
    marks.artefacts.push_back(looked.capture->evidence.stream_digest);
  }
  return marks;
}

std::optional<domain::HolderRecord> holder_of(const Looked& looked, const policy::Pack& pack) {
  auto holder = looked.credential ? looked.credential->holder : record_of(looked.reading);
  if (holder) holder = as_counted(*std::move(holder), pack);
  return holder;
}

std::optional<domain::HolderRecord> acting_of(const Looked& looked) {
  return looked.acting ? record_of(*looked.acting) : std::nullopt;
}

}  // namespace truename::registration
