#!/usr/bin/env python3
"""The identity authority behind HTTP: right, deceased, silent, garbage; silence is never a yes."""
import http.server
import json
import shutil
import threading
import time

from program import IDENTITIES, PEOPLE, Report, codes, fresh_folder, msisdn, iccid, run

PERSON = IDENTITIES[0]


class Register(http.server.BaseHTTPRequestHandler):
    """Answers every question with `body`, after `pause` seconds."""
    body = b""
    pause = 0.0
    asked = []

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        question = json.loads(self.rfile.read(length))
        Register.asked.append((self.headers.get("Authorization"), question))
        time.sleep(Register.pause)
        self.send_response(200)
        self.send_header("Content-Length", str(len(Register.body)))
        self.end_headers()
        try:
            self.wfile.write(Register.body)
        except BrokenPipeError:
            pass  # who asked has given up

    def log_message(self, *_):
        pass


def buy(url, token, n):
    """One sale that asks the authority: exit code, printed object, what was logged."""
    data = fresh_folder()
    folder = PEOPLE / PERSON["id"]
    done = run("register", "--data", data, "--policy", "cn-2019-12", "--document",
               folder / "id_card.jpg", "--probe", folder / "live.jpg", "--msisdn", msisdn(n),
               "--iccid", iccid(n), "--accept-terms", "--consent-face", "--json",
               "--authority-url", url, "--authority-token-file", token)
    shutil.rmtree(data)
    printed = json.loads(done.stdout) if done.stdout.strip().startswith("{") else None
    return done.returncode, printed, done.stderr


def answers(*words):
    return json.dumps({"version": 1, "answers": list(words)}).encode()


def main():
    report = Report()
    folder = fresh_folder()
    token = f"{folder}/token"
    with open(token, "w", encoding="utf-8") as file:
        file.write("secret-1\n")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Register)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/check"

    Register.body = answers("match")
    code, said, log = buy(url, token, 1)
    report.check(code == 0 and "authority.match" in codes(said), f"a match is approved {log[-99:]}")
    authorization, question = Register.asked[-1]
    report.check(authorization == "Bearer secret-1", "with the token of the file")
    report.check(question["number"] == PERSON["id_number"] and set(question) == {
        "version", "document_type", "number", "name", "birth_date"}, "about the identity alone")

    Register.body = answers("deceased")
    code, said, _ = buy(url, token, 2)
    report.check(code == 11 and "authority.deceased" in codes(said), "the deceased buy nothing")

    for name, body, pause in (("contradicting", answers("match", "deceased"), 0),
                              ("garbage", b"match", 0), ("silent", answers("match"), 4)):
        Register.body, Register.pause = body, pause
        code, said, log = buy(url, token, 3)
        report.check(code == 10 and "authority.unavailable" in codes(said),
                     f"{name}: referred, never skipped (R8)")
        report.check("warning authority: " in log and PERSON["id_number"] not in log
                     and PERSON["name"] not in log, f"{name}: logged without the person")
    code, _, log = buy("http://10.0.0.1:9/check", token, 4)
    report.check(code == 2 and "sidecar" in log, "another machine is not asked in the clear")
    server.shutdown()
    shutil.rmtree(folder)
    report.end()


if __name__ == "__main__":
    main()
