#include "vision/manifest.h"

#include <gtest/gtest.h>

#include "base/files.h"

namespace truename::vision {
namespace {

const std::filesystem::path kHome = TRUENAME_HOME;
const std::filesystem::path kWeights = std::filesystem::path(TRUENAME_FETCHED) / "weights";

std::string shipped() { return *read_text_file(kHome / "models/manifest.toml", 256 * 1024); }

// The shipped manifest with the first `from` replaced; `from` must be there.
std::string edited(const std::string& from, const std::string& to) {
  std::string text = shipped();
  const std::size_t place = text.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  return place == std::string::npos ? text : text.replace(place, from.size(), to);
}

std::string complaint(const std::string& text) {
  const auto manifest = parse_manifest(text, "manifest.toml");
  return manifest ? "" : manifest.error().message;
}

TEST(Manifest, the_one_we_ship_lists_every_role_and_its_active_files_hold) {
  const auto manifest = read_manifest(kHome / "models/manifest.toml");
  ASSERT_TRUE(manifest) << manifest.error().message;
  for (const std::string_view role : kRoles) {
    const ModelEntry& entry = manifest->of(role);
    const auto bytes = read_model(entry, kWeights);
    EXPECT_TRUE(bytes) << bytes.error().message;
    EXPECT_FALSE(entry.licence.empty());
    EXPECT_FALSE(entry.provenance.empty());
  }
  EXPECT_EQ(manifest->of("face_extract").id, "fr_feature");
  EXPECT_EQ(manifest->serving, Serving::registration);
}

TEST(Manifest, a_model_changed_by_one_byte_is_refused) {
  const auto manifest = read_manifest(kHome / "models/manifest.toml").value();
  const ModelEntry& entry = manifest.of("text_keys");
  Bytes bytes = read_model(entry, kWeights).value();
  bytes[100] ^= 1;
  const std::filesystem::path folder = testing::TempDir();
  ASSERT_TRUE(write_file(folder / entry.file, bytes, FileMode::readable));
  EXPECT_EQ(read_model(entry, folder).error().code, ErrorCode::corrupt);
}

TEST(Manifest, a_mistake_in_it_is_named) {
  const struct {
    std::string from;
    std::string to;
    std::string named;
  } cases[] = {
      {"face_extract = \"fr_feature\"\n", "", "[active] needs \"face_extract\""},
      {"face_extract = \"fr_feature\"\n",
       "face_extract = \"fr_feature\"\nface_extract = \"mobilefacenet_192\"\n", "face_extract"},
      {"face_extract = \"fr_feature\"", "face_extract = \"nobody\"", "\"nobody\""},
      {"face_extract = \"fr_feature\"", "face_extract = \"fr_detect\"", "\"fr_detect\""},
      {"[active]\n", "[active]\nface_pad = \"fr_pad\"\n", "unknown key \"face_pad\""},
      {"id = \"mobilefacenet_192\"", "id = \"fr_feature\"", "fr_feature twice"},
      {"id = \"fr_pad\"\n", "", "needs \"id\""},
      {"role = \"face_pad\"", "role = \"face_landmark\"", "face_landmark exactly once, not 2"},
      {"role = \"face_pad\"", "role = \"face_mood\"", "unknown role \"face_mood\""},
      {"\"arcface_112\"", "\"square\"", "unknown alignment \"square\"; known: arcface_112"},
      {"\"ultraface_rfb\"", "\"yunet\"", "unknown decoder \"yunet\"; known: ultraface_rfb"},
      {"\"unit_length\"", "\"none\"", "unknown normalisation \"none\"; known: unit_length"},
      {"layout = \"nchw\"", "layout = \"chwn\"", "unknown layout \"chwn\"; known: nchw, nhwc"},
      {", layout = \"nchw\"", "", "needs \"layout\""},
      {"channels = \"bgr\"", "channels = \"yuv\"", "unknown channels \"yuv\"; known: bgr"},
      {"dimension = 512", "dimension = 0", "\"dimension\" must be 1 to 4096"},
      {"dimension = 512", "dimension = 512, flip = true", "unknown key \"flip\""},
      {"width = 112", "width = 99999999999", "\"width\" must be 0 to 4096"},
      {"width = 112", "width = 96", "square"},
      {"[127, 127, 127]", "[127, 127]", "\"mean\" must be three numbers"},
      {"[127, 127, 127]", "[127, nan, 127]", "\"mean\" must be three numbers"},
      {"scale = [0.0078125,", "scale = [0,", "\"scale\" must not be zero"},
      {"file = \"fr_feature.onnx\"", "file = \"../x.onnx\"", "\"file\" must be a plain name"},
      {"calibration/fr", "../calibration/fr", "path beside the manifest"},
      {"detector = {", "extractor = {", "needs \"decoder\""},
      {"provenance = \"MiniFASNet", "provenance = \"\"\nx = \"", "its provenance"},
  };
  for (const auto& mistake : cases) {
    const std::string said = complaint(edited(mistake.from, mistake.to));
    EXPECT_NE(said.find(mistake.named), std::string::npos) << mistake.to << "\n-> " << said;
  }
}

TEST(Manifest, only_face_networks_may_take_interleaved_pictures) {
  EXPECT_EQ(complaint(edited("layout = \"nchw\"", "layout = \"nhwc\"")), "");
  std::string text = shipped();
  text.replace(text.rfind("\"nchw\""), 6, "\"nhwc\"");
  EXPECT_NE(complaint(text).find("nhwc"), std::string::npos);
}

TEST(Manifest, a_chosen_candidate_stands_in_the_active_ones_place_and_never_registers) {
  const auto manifest = read_manifest(kHome / "models/manifest.toml").value();
  const auto chosen = choose(manifest, "mobilefacenet_192");
  ASSERT_TRUE(chosen) << chosen.error().message;
  EXPECT_EQ(chosen->of("face_extract").id, "mobilefacenet_192");
  EXPECT_EQ(chosen->of("face_detect").id, "fr_detect");
  EXPECT_EQ(chosen->serving, Serving::comparison_only);
  EXPECT_NE(chosen->set_digest, manifest.set_digest);
  EXPECT_EQ(choose(manifest, "fr_feature")->serving, Serving::registration);
  EXPECT_EQ(choose(manifest, "fr_feature")->set_digest, manifest.set_digest);
  EXPECT_EQ(choose(manifest, "nobody").error().code, ErrorCode::not_found);
}

// What makes a score is in the digest that every decision carries; what does not is left out.
TEST(Manifest, the_set_digest_follows_the_contract_of_active_models_only) {
  const std::filesystem::path folder = testing::TempDir() + "/set_digest";
  std::filesystem::create_directories(folder / "calibration");
  std::filesystem::copy(
      kHome / "models/calibration", folder / "calibration",
      std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  std::filesystem::create_directories(folder / "quality");
  std::filesystem::copy(
      kHome / "models/quality", folder / "quality",
      std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  const auto digest_of = [&](const std::string& text) {
    EXPECT_TRUE(write_file(folder / "manifest.toml", as_bytes(text), FileMode::readable));
    const auto manifest = read_manifest(folder / "manifest.toml");
    EXPECT_TRUE(manifest) << manifest.error().message;
    return manifest.value_or(Manifest{}).set_digest;
  };
  const Digest plain = digest_of(shipped());
  EXPECT_EQ(plain, read_manifest(kHome / "models/manifest.toml")->set_digest);
  EXPECT_EQ(plain, digest_of(edited("dimension = 192", "dimension = 191")));
  EXPECT_NE(plain, digest_of(edited("channels = \"bgr\"", "channels = \"rgb\"")));
  EXPECT_NE(plain, digest_of(edited("[127, 127, 127]", "[127, 127, 127.5]")));
  EXPECT_NE(plain, digest_of(edited("face_extract = \"fr_feature\"",
                                    "face_extract = \"mobilefacenet_192\"")));
}

}  // namespace
}  // namespace truename::vision
