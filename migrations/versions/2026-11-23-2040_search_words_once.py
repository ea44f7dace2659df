"""Search: keep the normalised words and a mark of what they were made from, so that both are made once; a faster norm."""

from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels = None
depends_on = None

_NORM = r"""
CREATE OR REPLACE FUNCTION search_norm(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(
    btrim(regexp_replace(
      regexp_replace(
        lower(CASE WHEN octet_length(given) = length(given) THEN regexp_replace(given, '[''`]', '', 'g') ELSE
          translate(
            regexp_replace(normalize(given, NFKD),
              '[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff''’‘`]',
              '', 'g'),
            'øØłŁđĐðÐþÞßæÆœŒıكيىھہةهەٱںۓگ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹',
            'oollddddppsaaooiکییہہہہہاںےگ01234567890123456789')
        END COLLATE "C"),
        '([0-9])[.,]([0-9])', '\1p\2', 'g'),
      '[^a-z0-9\u0621-\u063a\u0641-\u064a\u0671-\u06d3\u06fa-\u06fc]+', ' ', 'g'), ' '),
    '([0-9])(mm|cm|ml|gsm|gm|kg|pcs|pc|pages|sheets|inch|ltr)(?= |$)', '\1 \2', 'g')
$$
"""

_DOCUMENT = """
CREATE TABLE search_document (
    product_id integer CONSTRAINT pk_search_document PRIMARY KEY,
    title text NOT NULL, keywords text NOT NULL, description text NOT NULL,
    {source}
    tsv tsvector NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('search_en', {title}), 'A') || setweight(to_tsvector('search_en', {keywords}), 'B')
        || setweight(to_tsvector('search_en', {description}), 'D')
    ) STORED
)
"""
_PARTS = ("title", "keywords", "description")


def _make(source: str, **parts: str) -> None:
    op.execute("DROP TABLE search_document")
    op.execute(_DOCUMENT.format(source=source, **parts))
    op.execute("CREATE INDEX ix_search_document_tsv ON search_document USING gin (tsv)")


def upgrade() -> None:
    op.execute(_NORM)
    _make("source bigint NOT NULL,", **{part: part for part in _PARTS})


def downgrade() -> None:
    _make("", **{part: f"search_norm({part})" for part in _PARTS})
