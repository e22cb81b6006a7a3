// Reads one line of text, character by character with places (PP-OCR recognition); no layout.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "vision/imaging.h"
#include "vision/manifest.h"
#include "vision/onnx.h"

namespace truename::reading {

struct Glyph {
  std::string text;      // one UTF-8 character
  vision::Point at;      // its centre, in the picture's pixels
  float confidence = 0;  // 0..1
};

struct TextLine {
  vision::Quad quad;  // in the picture's pixels
  std::vector<Glyph> glyphs;
};

std::string text_of(const std::vector<Glyph>& glyphs);
// Mean over the glyphs; 0 when there are none.
double confidence_of(const std::vector<Glyph>& glyphs);

// The pixels of a quad laid flat, `height` high, as wide as its shape asks, at most 2400.
domain::Image lay_flat(const domain::Image& picture, const vision::Quad& quad, int height);

// Which characters may stand in a line. Knowing it beats mending afterwards: the network holds an
// OCR-B "I" for "⊥", but puts the right letter next.
enum class Alphabet {
  any,
  mrz,  // A-Z, 0-9, "<"; small letters too, since capitals of OCR-B are taken for them
};

class TextRecogniser {
 public:
  // Errors of read_model and Network::create; corrupt when keys and network do not fit.
  static Result<TextRecogniser> create(const vision::Manifest& manifest,
                                       const std::filesystem::path& weights);
  // Thread-safe. A line without text has no glyphs.
  Result<TextLine> recognise(const domain::Image& picture, const vision::Quad& quad,
                             Alphabet alphabet) const;

 private:
  TextRecogniser(vision::Network network, vision::InputContract input,
                 std::vector<std::string> characters);
  vision::Network network_;
  vision::InputContract input_;
  std::vector<std::string> characters_;  // by output index; index 0 is "no character"
  std::vector<std::size_t> any_;         // the output indices that each alphabet allows
  std::vector<std::size_t> mrz_;
};

}  // namespace truename::reading
