// The quality components of one face, each in its own file; raw values only, limits are in
// profiles.
#pragma once

#include <span>
#include <string_view>

#include "face/quality/input.h"
#include "face/quality/measurement.h"

namespace truename::face::quality {

// Names follow ISO/IEC 29794-5:2025, motion_blur excepted. The formulas are ours, on 68 points and
// pixels: where the standard needs a network that we have not got, the comment says what stands in.
// All are pure.

// Width of the largest other face, as a part of this one's; 0 when it is alone.
Measurement single_face_present(const Input& input);
// Pixels, as if the head faced the camera (divided by the cosine of yaw).
Measurement inter_eye_distance(const Input& input);
// Degrees, with the signs of face/pose.h; right to some degrees only.
Measurement head_pose_yaw(const Input& input);
Measurement head_pose_pitch(const Input& input);
Measurement head_pose_roll(const Input& input);
// Variance of the Laplacian of the inner face over the variance of its grey, so that light and
// skin tone weigh little. The standard asks a trained forest.
Measurement sharpness(const Input& input);
// Part of the grey histograms of the face's left and right half that they have in common, 0..1.
Measurement illumination_uniformity(const Input& input);
// Mean grey, 0..1. Depends on skin tone: no profile may use it to turn a person away.
Measurement luminance_mean(const Input& input);
// Entropy of the grey histogram in bits, 0..8.
Measurement dynamic_range(const Input& input);
// 95th percentile of grey, 0..255. The standard counts dark pixels, which dark skin has in good
// light too; even dark skin has highlights when there is light.
Measurement under_exposure_prevention(const Input& input);
// Part of the face at grey 247 or above, 0..1.
Measurement over_exposure_prevention(const Input& input);
// Step across the borders of an 8 x 8 grid over the steps elsewhere; 1 where there is none. Sees
// only a grid of this picture: none after resampling. The standard asks a network.
Measurement compression_artifacts(const Input& input);
// Lid distance of the eye that is less open, over the distance from eyes to chin. The points were
// not trained on closed eyes: a low value is a hint, never proof.
Measurement eyes_open(const Input& input);
// Inner lip distance over the distance from eyes to chin.
Measurement mouth_closed(const Input& input);
// Part of nine skin places (forehead to chin) that share their median colour, 0..1. Points alone
// cannot see an occlusion, and the standard's segmentation network is not here: this sees a mask
// or a cloth of another colour, not a hand, and takes a dense beard for one.
Measurement face_occlusion_prevention(const Input& input);
// From the middle of the eyes to the left and right edge of the picture, in inter-eye distances.
Measurement leftward_crop_of_the_face_image(const Input& input);
Measurement rightward_crop_of_the_face_image(const Input& input);
// From the middle of the eyes to the upper and lower edge, in distances from eyes to chin.
Measurement margin_above_of_the_face_image(const Input& input);
Measurement margin_below_of_the_face_image(const Input& input);
// Mean squared grey step between places beside and above the head, on a coarse grid. A box stands
// in for the standard's segmentation, so loose hair counts as background.
Measurement background_uniformity(const Input& input);
// Distance of the mean face colour from the range of skin in CIELAB's a*b* plane.
Measurement natural_colour(const Input& input);
// Ours, not in the standard: fineness of the least over that of the most detailed direction, 0..1.
// A picture smeared one way is fine across and coarse along.
Measurement motion_blur(const Input& input);

struct Component {
  std::string_view name;
  std::string_view unit;
  Measurement (*measure)(const Input&);
};
// In the order in which a person should mend them: nothing else counts before there is one face.
constexpr Component kComponents[] = {
    {"single_face_present", "part of the face's width", single_face_present},
    {"inter_eye_distance", "pixels", inter_eye_distance},
    {"leftward_crop_of_the_face_image", "inter-eye distances", leftward_crop_of_the_face_image},
    {"rightward_crop_of_the_face_image", "inter-eye distances", rightward_crop_of_the_face_image},
    {"margin_above_of_the_face_image", "eye-to-chin distances", margin_above_of_the_face_image},
    {"margin_below_of_the_face_image", "eye-to-chin distances", margin_below_of_the_face_image},
    {"head_pose_yaw", "degrees", head_pose_yaw},
    {"head_pose_pitch", "degrees", head_pose_pitch},
    {"head_pose_roll", "degrees", head_pose_roll},
    {"under_exposure_prevention", "grey level", under_exposure_prevention},
    {"over_exposure_prevention", "part of the face", over_exposure_prevention},
    {"sharpness", "ratio of variances", sharpness},
    {"motion_blur", "ratio", motion_blur},
    {"face_occlusion_prevention", "part of nine places", face_occlusion_prevention},
    {"eyes_open", "eye-to-chin distances", eyes_open},
    {"mouth_closed", "eye-to-chin distances", mouth_closed},
    {"illumination_uniformity", "part in common", illumination_uniformity},
    {"luminance_mean", "part of full grey", luminance_mean},
    {"dynamic_range", "bits", dynamic_range},
    {"natural_colour", "CIELAB units", natural_colour},
    {"compression_artifacts", "ratio", compression_artifacts},
    {"background_uniformity", "grey levels squared", background_uniformity}};

}  // namespace truename::face::quality
