import pytest

from iclei.databases import POOL, SQLITE_PRAGMAS, database_of


def options_of(url: str) -> dict:
    return database_of(url)["OPTIONS"]


def test_url_without_options_has_ours():
    assert options_of("postgres://portal@host/portal") == {"pool": POOL}
    assert options_of("sqlite:////tmp/db.sqlite3") == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": SQLITE_PRAGMAS,
    }


def test_options_of_postgresql_stay_beside_the_pool(tmp_path):
    (tmp_path / "ca.pem").touch()
    given = f"sslmode=verify-full&sslrootcert={tmp_path}/ca.pem&connect_timeout=5"
    assert options_of(f"postgres://portal@host/portal?{given}") == {
        "sslmode": "verify-full",
        "sslrootcert": f"{tmp_path}/ca.pem",
        "connect_timeout": "5",
        "pool": POOL,
    }


def test_options_of_a_session_and_a_schema_are_joined():
    assert options_of("postgres://h/db?options=-c%20jit%3Doff&currentSchema=own")["options"] == (
        "-c jit=off -c search_path=own"
    )


def test_pool_is_sized_or_left_to_another():
    assert options_of("postgres://h/db?pool_max_size=8&pool_timeout=1.5")["pool"] == POOL | {
        "max_size": 8,
        "timeout": 1.5,
    }
    assert options_of("postgres://h/db?pool=no") == {}


def test_options_of_sqlite_stay():
    chosen = options_of("sqlite:////db?timeout=5&transaction_mode=deferred&cached_statements=9")
    assert chosen["timeout"] == 5
    assert chosen["transaction_mode"] == "DEFERRED"
    assert chosen["cached_statements"] == 9
    pragma = options_of("sqlite:////db?init_command=PRAGMA%20cache_size=9")["init_command"]
    assert pragma == f"{SQLITE_PRAGMAS}PRAGMA cache_size=9"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgres://h/db?sslmode=verifyfull", 'invalid sslmode value: "verifyfull"'),
        ("postgres://h/db?sslrootcert=/nowhere/ca.pem", "sslrootcert names a file"),
        ("postgres://h/db?sslmod=require", "sslmod: no such option"),
        ("postgres://h/db?connect_timeout=soon", "connect_timeout must be"),
        ("postgres://h/db?client_encoding=latin1", "client_encoding: no such option"),
        ("postgres://u@h/db?user=other", "user: given twice"),
        ("postgres://h/db?pool_size=5", "pool_size: no such option"),
        ("postgres://h/db?pool_max_size=0", "pool_max_size must be"),
        ("postgres://h/db?pool_min_size=9", "pool_max_size must be"),
        ("postgres://h/", "it names no database"),
        ("mysql://h/db", "sqlite:// and postgres:// alone"),
        ("nonsense", "not the URL of a database"),
        ("sqlite:////db?sslmode=require", "sslmode: no such option"),
        ("sqlite:////db?transaction_mode=lazy", "transaction_mode must be"),
    ],
)
def test_wrong_option_is_a_sentence(url, said):
    with pytest.raises(ValueError, match=said):
        database_of(url)
