"""People with an account, and the one-time link that lets the first administrator in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

# .invalid is nobody's (RFC 2606).
GONE = "taikai@kobo.invalid"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, **(fields | {"is_staff": True, "is_superuser": True}))


class User(AbstractUser):
    """The e-mail address is the name to sign in with; `name` is what others see."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField("メールアドレス", unique=True)
    name = models.CharField("名前", max_length=80, blank=True)
    is_curator = models.BooleanField("ライブラリ編集者", default=False)
    # Part of what a session is checked against: another one ends all sessions but the one that changed it.
    session_seed = models.CharField("端末の合い言葉", max_length=32, blank=True, editable=False)
    notices_by_mail = models.BooleanField("お知らせをメールでも受け取る", default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = verbose_name_plural = "利用者"

    def __str__(self) -> str:
        """Never the address: it is nobody else's to read."""
        return self.name or "名前のない人"

    @property
    def with_san(self) -> str:
        return str(self) if self.email == GONE else f"{self}さん"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """As Django's, with the seed; an empty seed leaves it as Django's."""
        salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        return salted_hmac(salt, self.password + self.session_seed, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


def gone_person() -> User:
    """Who stands where somebody's name stood before he left: no address, no way to sign in."""
    person = User.objects.filter(email=GONE).first()
    return person or User.objects.create_user(GONE, None, name="退会した人", is_active=False)


class FirstAdminLink(models.Model):
    """Stored hashed, good for 24 hours and one use, while no administrator exists."""

    LIFE = timedelta(hours=24)

    token_hash = models.CharField("照合値", max_length=64, unique=True)
    expires_at = models.DateTimeField("期限")

    class Meta:
        verbose_name = verbose_name_plural = "最初の管理者のリンク"

    def __str__(self) -> str:
        return f"{self.expires_at:%Y-%m-%d %H:%M} まで"

    @classmethod
    def issue(cls) -> str:
        """A new token; earlier ones end."""
        token = secrets.token_urlsafe(32)
        cls.objects.all().delete()
        cls.objects.create(token_hash=_hash(token), expires_at=timezone.now() + cls.LIFE)
        return token

    @classmethod
    def find(cls, token: str) -> FirstAdminLink | None:
        if User.objects.filter(is_superuser=True, is_active=True).exists():
            return None
        return cls.objects.filter(token_hash=_hash(token), expires_at__gt=timezone.now()).first()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
