"""The statements that fill the index from the catalogue. `{to}` is the schema they fill, with its dot, or nothing."""

WEIGHTS = (5.0, 2.0, 0.5)
"""Title, keywords, description; with lengths counted at 0.5, 0.3, 0.75 and k1 = 1.2 (search reference, §3)."""

FACET_COLUMNS = (
    *("product_id", "brand_id", "category_ids", "price_min", "price_max", "percent_off", "rating"),
    *("popularity", "in_stock", "published_at"),
)

MARK = "hashtextextended(concat_ws(chr(31), source.title, source.keywords, source.description), 0)"
"""Tells whether a document was made of these words."""

DOCUMENTS = f"""
INSERT INTO {{to}}search_document (product_id, title, keywords, description, source)
SELECT product_id, search_norm(source.title), search_norm(source.keywords), search_norm(source.description), {MARK}
FROM search_source AS source
WHERE {{which}} AND NOT EXISTS (
    SELECT FROM {{to}}search_document AS known WHERE known.product_id = source.product_id AND known.source = {MARK}
)
ON CONFLICT (product_id) DO UPDATE
SET title = excluded.title, keywords = excluded.keywords, description = excluded.description, source = excluded.source
RETURNING product_id
"""  # noqa: S608

FACETS = f"""
INSERT INTO {{to}}search_facet ({", ".join(FACET_COLUMNS)})
SELECT {", ".join(FACET_COLUMNS)} FROM search_facet_source
WHERE {{which}}
ON CONFLICT (product_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in FACET_COLUMNS[1:])}
WHERE ({", ".join(f"search_facet.{name}" for name in FACET_COLUMNS[1:])})
      IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in FACET_COLUMNS[1:])})
"""  # noqa: S608

_STEM = "CASE WHEN word ~ '[0-9]' THEN word ELSE coalesce((ts_lexize('search_stem', word))[1], word) END"
"""Words with a digit are not stemmed: the configuration takes them as they are."""

_WORDS = """
SELECT word, count(*) AS df, count(*) FILTER (WHERE in_title) AS title_df
FROM {to}search_document
CROSS JOIN LATERAL (
    SELECT lexeme AS word, bool_or(in_title) AS in_title
    FROM (
        SELECT lexeme, true AS in_title
        FROM unnest(to_tsvector('search_plain', title || ' ' || keywords))
        UNION ALL
        SELECT lexeme, false FROM unnest(to_tsvector('search_plain', description))
    ) AS both_parts GROUP BY lexeme
) AS words
WHERE {which}
GROUP BY word
"""

NEW_LEXEMES = """
INSERT INTO {to}search_lexeme (lexeme, df)
SELECT DISTINCT found.lexeme, 1
FROM {to}search_document CROSS JOIN unnest(tsv) AS found
WHERE {which} AND NOT EXISTS (SELECT FROM {to}search_lexeme AS known WHERE known.lexeme = found.lexeme)
ORDER BY 1
ON CONFLICT DO NOTHING
"""

ALL_LEXEMES = """
INSERT INTO {to}search_lexeme (lexeme, df)
SELECT word, ndoc FROM ts_stat('SELECT tsv FROM {to}search_document') ORDER BY ndoc DESC, word
"""

NEW_WORDS = f"""
INSERT INTO {{to}}search_word (word, lexeme_id, df, title_df)
SELECT word, lexeme_id, found.df, found.title_df
FROM ({_WORDS}) AS found JOIN {{to}}search_lexeme ON lexeme = {_STEM}
ORDER BY word
ON CONFLICT DO NOTHING
"""  # noqa: S608

_PLAIN_ALL = "to_tsvector(''search_plain'', title || '' '' || keywords || '' '' || description)"
_PLAIN_TITLES = "to_tsvector(''search_plain'', title || '' '' || keywords)"

ALL_WORDS = f"""
INSERT INTO {{to}}search_word (word, lexeme_id, df, title_df)
SELECT word, lexeme_id, found.df, coalesce(titles.df, 0)
FROM (SELECT word, ndoc AS df FROM ts_stat('SELECT {_PLAIN_ALL} FROM {{to}}search_document')) AS found
JOIN {{to}}search_lexeme ON lexeme = {_STEM}
LEFT JOIN (
    SELECT word, ndoc AS df FROM ts_stat('SELECT {_PLAIN_TITLES} FROM {{to}}search_document')
) AS titles USING (word)
"""  # noqa: S608

POSTINGS = f"""
INSERT INTO {{to}}search_posting (lexeme_id, product_id, impact)
WITH tf AS (
    SELECT product_id, lexeme_id,
           cardinality(array_positions(word.weights, 'A')) AS a,
           cardinality(array_positions(word.weights, 'B')) AS b,
           cardinality(array_positions(word.weights, 'D')) AS d
    FROM {{to}}search_document CROSS JOIN unnest(tsv) AS word JOIN {{to}}search_lexeme USING (lexeme)
    WHERE {{which}}
), length AS (
    SELECT product_id, sum(a) AS a, sum(b) AS b, sum(d) AS d FROM tf GROUP BY 1
), weighed AS (
    SELECT product_id, lexeme_id,
           {WEIGHTS[0]} * tf.a / (0.5 + 0.5 * length.a / mean.a)
           + {WEIGHTS[1]} * tf.b / (0.7 + 0.3 * length.b / mean.b)
           + {WEIGHTS[2]} * tf.d / (0.25 + 0.75 * length.d / mean.d) AS tf
    FROM tf JOIN length USING (product_id)
    CROSS JOIN (
        SELECT greatest(1, max(title_length)) AS a, greatest(1, max(keywords_length)) AS b,
               greatest(1, max(description_length)) AS d
        FROM {{to}}search_stat
    ) AS mean
)
SELECT lexeme_id, product_id, (tf * 2.2 / (tf + 1.2))::real FROM weighed ORDER BY 1, 2
"""  # noqa: S608

STATISTICS = """
INSERT INTO {to}search_stat (id, products, title_length, keywords_length, description_length, built_at)
SELECT 1, count(*), coalesce(avg(a), 0), coalesce(avg(b), 0), coalesce(avg(d), 0), clock_timestamp()
FROM {to}search_document CROSS JOIN LATERAL (
    SELECT sum(cardinality(array_positions(word.weights, 'A'))) AS a,
           sum(cardinality(array_positions(word.weights, 'B'))) AS b,
           sum(cardinality(array_positions(word.weights, 'D'))) AS d
    FROM unnest(tsv) AS word
) AS length
ON CONFLICT (id) DO UPDATE
SET products = excluded.products, title_length = excluded.title_length,
    keywords_length = excluded.keywords_length, description_length = excluded.description_length,
    built_at = excluded.built_at
"""

RECOUNT_LEXEMES = """
UPDATE search_lexeme SET df = coalesce(found.ndoc, 0)
FROM search_lexeme AS known
LEFT JOIN ts_stat('SELECT tsv FROM search_document') AS found ON found.word = known.lexeme
WHERE search_lexeme.lexeme_id = known.lexeme_id AND search_lexeme.df <> coalesce(found.ndoc, 0)
"""

RECOUNT_WORDS = f"""
MERGE INTO search_word USING (
    SELECT known.word, coalesce(found.ndoc, 0) AS df, coalesce(titles.ndoc, 0) AS title_df
    FROM search_word AS known
    LEFT JOIN ts_stat('SELECT {_PLAIN_ALL} FROM search_document') AS found USING (word)
    LEFT JOIN ts_stat('SELECT {_PLAIN_TITLES} FROM search_document') AS titles USING (word)
) AS now ON now.word = search_word.word
WHEN MATCHED AND now.df = 0 THEN DELETE
WHEN MATCHED AND (search_word.df, search_word.title_df) <> (now.df, now.title_df)
    THEN UPDATE SET df = now.df, title_df = now.title_df
"""  # noqa: S608
