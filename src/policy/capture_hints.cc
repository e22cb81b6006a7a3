#include "policy/capture_hints.h"

namespace truename::policy {
namespace {

constexpr Hint kHints[] = {
    {"capture.no_face", "Look into the camera, face inside the oval.",
     "请看向摄像头，脸部置于框内。"},
    {"capture.several_faces", "Only one person in the picture, please.", "画面中只能有一人。"},
    {"capture.come_closer", "Come a little closer.", "请靠近一点。"},
    {"capture.move_back", "Move back a little.", "请后退一点。"},
    {"capture.centre_face", "Bring the face to the middle of the oval.", "请将脸部移到框中央。"},
    {"capture.look_straight", "Look straight into the camera.", "请正视摄像头。"},
    {"capture.turn_left", "Turn the head slowly to your left.", "请缓慢向左转头。"},
    {"capture.turn_right", "Turn the head slowly to your right.", "请缓慢向右转头。"},
    {"capture.hold_still", "Hold still for a moment.", "请保持不动。"},
    {"capture.done", "Done. The camera is off.", "采集完成，摄像头已关闭。"},
    {"capture.failed", "That did not succeed. Try again, or choose another way than the face.",
     "本次采集未成功。请重试，或选择人脸以外的方式。"}};

}  // namespace

std::span<const Hint> capture_hints() { return kHints; }

}  // namespace truename::policy
