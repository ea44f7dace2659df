"""Every environment variable of the shop, once, typed. Documented for people in docs/settings.md."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_DEVELOPMENT_SECRET = "development-only-secret-never-use-it-for-real-money"  # noqa: S105  refused in production
_WEAK_WORDS = ("development", "changeme", "change-me", "secret", "password", "example", "test")
_MIN_SECRET_LENGTH = 32
_CHECKOUT = Path(__file__).resolve().parents[2]


_SECURE_ADDRESS = re.compile(r"https://[^\s<>\"'\\]{4,500}")


class Settings(BaseSettings):
    """Read from the environment, then from `.env`. Production refuses weak or missing secrets."""

    model_config = SettingsConfigDict(env_file=_CHECKOUT / ".env", env_file_encoding="utf-8", extra="ignore")

    environment: Literal["development", "test", "production"] = Field(
        "development", description="Which safety rules hold. `production` refuses unsafe values."
    )
    base_url: str = Field(
        "http://127.0.0.1:8000",
        description="Public origin, used in links of emails, canonicals and the CSRF check.",
    )
    shop_home: Path = Field(
        _CHECKOUT / ".shop", description="Folder of the embedded servers' data, logs and local pictures."
    )

    database_url: str = Field(
        "", description="PostgreSQL, `postgresql+psycopg://…`. Empty: `./shop` starts an embedded one."
    )
    database_replica_url: str = Field(
        "", description="Read replica for heavy reads. Empty: the primary is read."
    )
    database_pool_size: int = Field(10, ge=1, le=100, description="Connections kept by each process.")
    redis_url: str = Field("", description="Redis or Valkey. Empty: `./shop` starts an embedded Valkey.")

    secret_key: SecretStr = Field(
        SecretStr(_DEVELOPMENT_SECRET),
        description="At least 32 random characters. Session, CSRF, order-link and password keys are derived from it.",
    )
    insecure_cookies: bool = Field(
        True, description="Allow cookies over plain http (development). Production refuses `true`."
    )
    trusted_proxies: list[str] = Field(
        default_factory=list,
        description="Addresses or networks whose `X-Forwarded-For` is believed, as a JSON list.",
    )
    password_memory_kib: int = Field(
        47_104, ge=8, description="argon2id memory in KiB (tests use the cheapest)."
    )
    password_time_cost: int = Field(1, ge=1, description="argon2id passes.")

    media_dir: Path | None = Field(None, description="Local folder for pictures. Empty: `SHOP_HOME/media`.")
    media_base_url: str = Field(
        "", description="Origin of a CDN in front of `/media`. Empty: the shop itself."
    )
    media_storage: Literal["local", "s3"] = Field(
        "local", description="Where pictures are kept: a local folder, or an S3-compatible store."
    )
    s3_bucket: str = Field("", description="Bucket for pictures, when `MEDIA_STORAGE=s3`.")
    s3_endpoint: str = Field(
        "",
        description="Address of an S3-compatible store other than Amazon's, such as `https://s3.example.com`.",
    )
    s3_region: str = Field("us-east-1", description="Region of the bucket.")
    s3_access_key: str = Field(
        "", description="Key of the store. Empty: the machine's own role signs, as on Amazon."
    )
    s3_secret_key: SecretStr = Field(SecretStr(""), description="The key's secret.")
    s3_prefix: str = Field("", description="Folder within the bucket, such as `shop/pictures`.")
    fetch_pictures: bool = Field(
        True, description="Whether an import may fetch pictures from https addresses of other sites."
    )
    import_megabytes: int = Field(64, ge=1, le=2_000, description="Largest file that `./shop import` takes.")
    draw_ahead: bool = Field(
        True, description="Whether the slow worker makes pictures before anybody asks for them."
    )
    page_cache_megabytes: int = Field(
        64, ge=0, le=4_000, description="Memory of each web process for public pages. 0 keeps none anywhere."
    )
    meilisearch_url: str = Field("", description="Meilisearch. Empty: PostgreSQL searches.")
    meilisearch_key: SecretStr = Field(SecretStr(""), description="Its key, when it asks for one.")

    smtp_url: str = Field(
        "", description="`smtp://user:password@host:587`. Empty: mails go to the mailbox page of development."
    )
    mail_from: str = Field("Buy2Enjoy <orders@buy2enjoy.example>", description="Sender of every email.")

    shop_name: str = Field("Buy2Enjoy", description="Name on pages, emails and invoices.")
    shop_email: str = Field(
        "help@buy2enjoy.example", description="Help address shown in the footer and emails."
    )
    shop_phone: str = Field("042 3576 1999", description="Help phone shown in the footer and emails.")
    social_links: dict[str, str] = Field(
        default_factory=dict,
        description="Our pages elsewhere, for the footer, as JSON: network to https address, "
        '`{"Instagram": "https://www.instagram.com/…"}`. Empty: none are shown.',
    )
    bank_name: str = Field("Meezan Bank", description="Bank shown to customers who pay by transfer.")
    bank_account_title: str = Field(
        "Buy2Enjoy (Private) Limited", description="Account title for bank transfers."
    )
    bank_iban: str = Field("PK36MEZN0000001123456702", description="IBAN for bank transfers.")

    cod_fee: int = Field(10_000, ge=0, description="Cash-on-delivery fee in paisa.")
    cod_limit: int = Field(
        5_000_000, ge=0, description="Largest order total in paisa that may be paid in cash."
    )
    hold_hours_bank: int = Field(48, ge=1, description="Hours that stock waits for a bank transfer.")
    hold_hours_cod: int = Field(
        24, ge=1, description="Hours that stock waits for a cash order's confirmation."
    )

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Least level that is logged."
    )
    log_format: Literal["json", "text"] = Field(
        "json", description="One JSON object a line, or text for people."
    )

    @property
    def pictures_dir(self) -> Path:
        """Where the local picture storage lives."""
        return self.media_dir or self.shop_home / "media"

    @property
    def in_production(self) -> bool:
        """Whether real customers and real money are about."""
        return self.environment == "production"

    @field_validator("social_links")
    @classmethod
    def refuse_unsafe_links(cls, links: dict[str, str]) -> dict[str, str]:
        """They stand on every page: a name that can be read, an address that starts with https://."""
        for name, address in links.items():
            if not 0 < len(name.strip()) <= 30 or not _SECURE_ADDRESS.fullmatch(address):
                raise ValueError(f"SOCIAL_LINKS: {name!r} needs an address that starts with https://.")
        return links

    @model_validator(mode="after")
    def refuse_unsafe_production(self) -> Self:
        """In production every unsafe or missing value is named at once, so one restart mends them all."""
        if not self.in_production:
            return self
        wrong = [sentence for is_wrong, sentence in self._production_rules() if is_wrong]
        if wrong:
            raise ValueError("Not safe for production: " + " ".join(wrong))
        return self

    def _production_rules(self) -> list[tuple[bool, str]]:
        secret = self.secret_key.get_secret_value()
        weak = (
            len(secret) < _MIN_SECRET_LENGTH
            or len(set(secret)) < 10
            or any(word in secret.lower() for word in _WEAK_WORDS)
        )
        return [
            (weak, "SECRET_KEY must be at least 32 random characters."),
            (not self.database_url, "DATABASE_URL is missing."),
            (not self.redis_url, "REDIS_URL is missing."),
            (self.media_storage == "s3" and not self.s3_bucket, "S3_BUCKET is missing."),
            (
                bool(self.media_base_url) and not self.media_base_url.startswith("https://"),
                "MEDIA_BASE_URL must start with https://.",
            ),
            (not self.smtp_url, "SMTP_URL is missing."),
            (not self.base_url.startswith("https://"), "BASE_URL must start with https://."),
            (self.insecure_cookies, "INSECURE_COOKIES must be false."),
        ]


@lru_cache
def get_settings() -> Settings:
    """The process's settings, read once."""
    return Settings()
