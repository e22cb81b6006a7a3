// DocumentReader by optical character recognition: pixels to fields; decides nothing about them.
#pragma once

#include <filesystem>
#include <memory>

#include "base/time.h"
#include "registration/ports.h"
#include "vision/manifest.h"

namespace truename::reading {

class OcrDocumentReader final : public registration::DocumentReader {
 public:
  // Loads the networks; errors of vision::read_model and Network::create. The clock gives two-digit
  // birth years their century and outlives the reader.
  static Result<std::unique_ptr<OcrDocumentReader>> create(const vision::Manifest& manifest,
                                                           const std::filesystem::path& weights,
                                                           const Clock& clock);
  ~OcrDocumentReader() override;
  // Upright, upside down or on either side. Thread-safe; keeps nothing of the picture.
  Result<domain::DocumentReading> read(const domain::Image& picture) override;

 private:
  struct Networks;
  explicit OcrDocumentReader(std::unique_ptr<const Networks> networks);
  std::unique_ptr<const Networks> networks_;
};

}  // namespace truename::reading
