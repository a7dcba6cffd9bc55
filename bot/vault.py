"""Keeping secrets: encryption at rest, and keys for signing, all derived from COACH_SECRET_KEY.

Several keys may be given: the first encrypts and signs, all decrypt, so that a key can be replaced without
losing anything. Every purpose has keys of its own, derived by HKDF-SHA256 (RFC 5869): a ciphertext or a
signature made for one purpose is worth nothing for another. Each ciphertext names its key.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import SettingsError

FORMAT = "v1"
_SALT = b"skill-coach vault"
_KEY_BYTES = 32
_NAME_BYTES = 4


class Vault:
    """Encrypts and decrypts by purpose. Without a key it can do neither (`SettingsError`)."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = {_name_of(key): key for key in keys}
        self._fernets: dict[tuple[str, str], Fernet] = {}

    @property
    def open(self) -> bool:
        """Whether there is a key at all."""
        return bool(self._keys)

    def encrypt(self, purpose: str, text: str) -> str:
        """The text as `v1.<name of the key>.<ciphertext>`, by the first key."""
        name = self._first()
        return f"{FORMAT}.{name}.{self._fernet(name, purpose).encrypt(text.encode()).decode()}"

    def decrypt(self, purpose: str, sealed: str) -> str:
        """The text. Raises `SettingsError` when its key is no longer given, or when it was tampered with."""
        form, _, rest = sealed.partition(".")
        name, _, token = rest.partition(".")
        if form != FORMAT or name not in self._keys:
            raise SettingsError(
                f"COACH_SECRET_KEY: what is stored was encrypted by another key ({name or 'unknown'}); "
                "add that key again, behind the new one"
            )
        try:
            return self._fernet(name, purpose).decrypt(token.encode()).decode()
        except InvalidToken:
            raise SettingsError("COACH_SECRET_KEY: what is stored cannot be decrypted; was it changed?") from None

    def is_current(self, sealed: str) -> bool:
        """Whether the text was encrypted by the first key."""
        return sealed.startswith(f"{FORMAT}.{self._first()}.")

    def signing_keys(self, purpose: str) -> tuple[bytes, ...]:
        """Keys of 32 bytes: the first signs, all verify."""
        return tuple(_derived(key, f"sign:{purpose}", _KEY_BYTES) for key in self._keys.values())

    def _first(self) -> str:
        if not self._keys:
            raise SettingsError(
                "COACH_SECRET_KEY: missing; make one with "
                '`python3 -c "import secrets; print(secrets.token_urlsafe(32))"`'
            )
        return next(iter(self._keys))

    def _fernet(self, name: str, purpose: str) -> Fernet:
        made = self._fernets.get((name, purpose))
        if made is None:
            made = Fernet(urlsafe_b64encode(_derived(self._keys[name], f"encrypt:{purpose}", _KEY_BYTES)))
            self._fernets[name, purpose] = made
        return made


def _name_of(key: str) -> str:
    """A short name that tells keys apart and nothing about them."""
    return _derived(key, "name", _NAME_BYTES).hex()


def _derived(key: str, info: str, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=_SALT, info=info.encode()).derive(key.encode())
