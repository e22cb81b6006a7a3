"""An issuer of network credentials and one holder's wallet (docs/formats/credential.md)."""
import base64
import ctypes
import ctypes.util
import hashlib
import json
import pathlib
import time
import zlib

ISS = "https://issuer.test"
VCT = "https://issuer.test/identity/1"
AUDIENCE = "https://counter.test"
LIST = "https://issuer.test/status/1"

sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))  # the program's own cryptography


class Key:
    """Ed25519 from 32 bytes, the same key each time."""

    def __init__(self, seed):
        public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
        sodium.crypto_sign_seed_keypair(public, secret, seed)
        self.public, self.secret = public.raw, secret.raw

    def sign(self, message):
        signature = ctypes.create_string_buffer(64)
        failed = sodium.crypto_sign_detached(signature, None, message,
                                             ctypes.c_ulonglong(len(message)), self.secret)
        assert not failed, "libsodium does not sign"
        return signature.raw


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def jws(typ, payload, key):
    text = base64url(compact({"alg": "EdDSA", "typ": typ})) + "." + base64url(compact(payload))
    return text + "." + base64url(key.sign(text.encode()))


class Issuer:
    key = Key(b"i" * 32)

    def install(self, data):
        """Makes a data folder trust it, and leaves its status list there: index 0 is valid."""
        data = pathlib.Path(data)
        (data / "credentials.toml").write_text(
            f'version = 1\naudience = "{AUDIENCE}"\n\n[[issuer]]\niss = "{ISS}"\nvct = ["{VCT}"]\n'
            f'document_types = ["cn_resident_id"]\npublic_key = "{self.key.public.hex()}"\n')
        now = int(time.time())
        listed = {"sub": LIST, "iat": now - 60, "exp": now + 86_400,
                  "status_list": {"bits": 2, "lst": base64url(zlib.compress(bytes(16)))}}
        folder = data / "credential_status"
        folder.mkdir()
        name = hashlib.sha256(LIST.encode()).hexdigest() + ".jwt"
        (folder / name).write_text(jws("statuslist+jwt", listed, self.key))

    def issue(self, fields, holder_key):
        now = int(time.time())
        disclosures = [base64url(compact([f"salt-of-{name}", name, value]))
                       for name, value in fields.items()]
        digests = [base64url(hashlib.sha256(one.encode()).digest()) for one in disclosures]
        jwk = {"kty": "OKP", "crv": "Ed25519", "x": base64url(holder_key.public)}
        payload = {"iss": ISS, "vct": VCT, "iat": now - 60, "nbf": now - 60, "exp": now + 86_400,
                   "cnf": {"jwk": jwk}, "status": {"status_list": {"idx": 0, "uri": LIST}},
                   "_sd_alg": "sha-256", "_sd": digests}
        return "~".join([jws("dc+sd-jwt", payload, self.key), *disclosures]) + "~"


class Wallet:
    """Of one person; a credential is shown for each nonce anew."""

    def __init__(self, issuer, fields):
        self.key = Key(b"w" * 32)
        self.credential = issuer.issue(fields, self.key)
        self.digest = base64url(hashlib.sha256(self.credential.encode()).digest())

    def present(self, nonce):
        return self.credential + jws("kb+jwt", {"iat": int(time.time()), "aud": AUDIENCE,
                                                "nonce": nonce, "sd_hash": self.digest}, self.key)
