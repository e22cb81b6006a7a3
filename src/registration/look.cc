#include "registration/look.h"

namespace truename::registration {

Result<domain::DocumentReading> read_document(ByteView picture, const Ports& ports) {
  const domain::Image image = TRY(ports.decoder.decode(picture));
  return ports.reader.read(image);
}

Result<domain::FaceEvidence> assess_probe(ByteView picture, const Ports& ports) {
  const domain::Image image = TRY(ports.decoder.decode(picture));
  return ports.examiner.assess(image);
}

}  // namespace truename::registration
