#include "vision/image_codec.h"

#include <jpeglib.h>
#include <png.h>

#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>

#include "base/check.h"
#include "vision/exif.h"
#include "vision/imaging.h"

namespace truename::vision {
namespace {

Status check_size(std::int64_t width, std::int64_t height) {
  if (width < kSideMinimum || height < kSideMinimum) {
    return fail(ErrorCode::bad_input, "The picture is under 16 pixels wide or high; send a photo.");
  }
  if (width * height > kPixelLimit) {
    return fail(ErrorCode::too_large,
                "The picture is over 40 megapixels; send it at a lower resolution.");
  }
  return {};
}

domain::Image blank(std::int64_t width, std::int64_t height) {
  domain::Image image{static_cast<int>(width), static_cast<int>(height), {}};
  image.bgr.resize(static_cast<std::size_t>(width * height * 3));
  return image;
}

// libjpeg reports through callbacks and leaves by longjmp; no object with a destructor may live
// between setjmp and the calls, so the state stands outside.
struct JpegFailure {
  jpeg_error_mgr manager;
  std::jmp_buf leave;
  char message[JMSG_LENGTH_MAX];
};

[[noreturn]] void on_jpeg_error(j_common_ptr info) {
  auto* const failure = reinterpret_cast<JpegFailure*>(info->err);
  info->err->format_message(info, failure->message);
  std::longjmp(failure->leave, 1);
}

// A warning means bytes are missing or wrong; half a picture is no evidence.
void on_jpeg_message(j_common_ptr info, int level) {
  if (level < 0) on_jpeg_error(info);
}

struct JpegReader {
  jpeg_decompress_struct info{};
  JpegFailure failure{};

  JpegReader() {
    info.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = on_jpeg_error;
    failure.manager.emit_message = on_jpeg_message;
    jpeg_create_decompress(&info);
  }
  ~JpegReader() { jpeg_destroy_decompress(&info); }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;

  bool read_header(ByteView encoded) {
    if (setjmp(failure.leave) != 0) return false;
    jpeg_mem_src(&info, encoded.data(), encoded.size());
    jpeg_read_header(&info, TRUE);
    // CMYK has no direct path to BGR in the library; its four channels are taken as they are.
    const bool four = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    info.out_color_space = four ? JCS_CMYK : JCS_EXT_BGR;
    return true;
  }

  bool read_rows(std::uint8_t* rows, std::size_t stride) {
    if (setjmp(failure.leave) != 0) return false;
    jpeg_start_decompress(&info);
    while (info.output_scanline < info.output_height) {
      JSAMPROW row = rows + stride * info.output_scanline;
      jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    return true;
  }
};

tl::unexpected<Error> broken(const char* kind, const char* reason) {
  return fail(ErrorCode::bad_input, std::string("The ") + kind +
                                        " is broken or cut short; take the picture again (" +
                                        reason + ").");
}

// Adobe writes CMYK inverted; what is not from Adobe is rare enough to be treated the same.
void cmyk_to_bgr(const std::uint8_t* in, std::uint8_t* out, std::size_t pixels) {
  for (std::size_t i = 0; i < pixels; ++i, in += 4, out += 3) {
    for (std::size_t channel = 0; channel < 3; ++channel) {
      out[channel] = static_cast<std::uint8_t>(in[2 - channel] * in[3] / 255);
    }
  }
}

Result<domain::Image> decode_jpeg(ByteView encoded) {
  JpegReader reader;
  if (!reader.read_header(encoded)) return broken("JPEG", reader.failure.message);
  TRY_STATUS(check_size(reader.info.image_width, reader.info.image_height));
  domain::Image image = blank(reader.info.image_width, reader.info.image_height);
  const auto width = static_cast<std::size_t>(image.width);
  if (reader.info.out_color_space == JCS_CMYK) {
    Bytes four(image.bgr.size() / 3 * 4);
    if (!reader.read_rows(four.data(), width * 4)) return broken("JPEG", reader.failure.message);
    cmyk_to_bgr(four.data(), image.bgr.data(), image.bgr.size() / 3);
  } else if (!reader.read_rows(image.bgr.data(), width * 3)) {
    return broken("JPEG", reader.failure.message);
  }
  return turn_upright(std::move(image), exif_orientation(encoded));
}

Result<domain::Image> decode_png(ByteView encoded) {
  png_image png;
  std::memset(&png, 0, sizeof png);
  png.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&png, encoded.data(), encoded.size()) == 0) {
    return broken("PNG", png.message);
  }
  if (const Status size = check_size(png.width, png.height); !size) {
    png_image_free(&png);
    return fail(size.error());
  }
  png.format = PNG_FORMAT_BGR;  // 16-bit and alpha are reduced by the library, over black
  domain::Image image = blank(png.width, png.height);
  const png_color black{0, 0, 0};
  const bool read = png_image_finish_read(&png, &black, image.bgr.data(), 0, nullptr) != 0;
  const std::string message = png.message;
  png_image_free(&png);
  if (!read) return broken("PNG", message.c_str());
  return image;
}

}  // namespace

Result<domain::Image> decode_image(ByteView encoded) {
  constexpr std::uint8_t kPng[] = {0x89, 'P', 'N', 'G'};
  if (encoded.size() > kEncodedLimitBytes) {
    return fail(ErrorCode::too_large, "The picture is over 12 MB; send it at a lower quality.");
  }
  if (encoded.size() >= 4 && std::memcmp(encoded.data(), kPng, 4) == 0) return decode_png(encoded);
  if (encoded.size() >= 3 && encoded[0] == 0xFF && encoded[1] == 0xD8 && encoded[2] == 0xFF) {
    return decode_jpeg(encoded);
  }
  return fail(ErrorCode::bad_input, "This is not a JPEG or PNG picture; send one of these.");
}

Bytes encode_jpeg(const domain::Image& image, int quality) {
  jpeg_compress_struct info{};
  jpeg_error_mgr manager;
  info.err = jpeg_std_error(&manager);  // our own pixels: an error here is a defect, and exits
  jpeg_create_compress(&info);
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &buffer, &size);
  info.image_width = static_cast<JDIMENSION>(image.width);
  info.image_height = static_cast<JDIMENSION>(image.height);
  info.input_components = 3;
  info.in_color_space = JCS_EXT_BGR;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    const std::size_t offset = std::size_t{info.next_scanline} * info.image_width * 3;
    auto* row = const_cast<JSAMPROW>(image.bgr.data() + offset);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  Bytes encoded(buffer, buffer + size);
  std::free(buffer);
  return encoded;
}

}  // namespace truename::vision
