"""Settings: defaults, and words for what is wrong."""

from pathlib import Path

import pytest

from bureau.platform.config import BadSetting, Endpoint, read_config


def test_an_empty_environment_gives_the_documented_defaults() -> None:
    config = read_config({})
    assert config.data_dir == Path("data").absolute()
    assert str(config.http) == "127.0.0.1:8000"
    assert str(config.smtp) == "127.0.0.1:2525"
    assert str(config.submission) == "127.0.0.1:2587"
    assert config.domain == "demo.example"
    assert config.public_url == "http://localhost:8000"
    assert config.database_url == ""


def test_an_endpoint_may_be_ipv6_or_off() -> None:
    assert Endpoint.parse("BUREAU_HTTP", "[::1]:80") == Endpoint("::1", 80)
    assert Endpoint.parse("BUREAU_IMAP", "off") == Endpoint("", 0)


@pytest.mark.parametrize("text", ["8000", "localhost", "host:port", "host:70000", ":80"])
def test_a_wrong_endpoint_is_named_and_explained(text: str) -> None:
    with pytest.raises(BadSetting, match="BUREAU_HTTP is .* Write host:port"):
        read_config({"BUREAU_HTTP": text})


def test_a_database_url_of_another_kind_is_refused() -> None:
    with pytest.raises(BadSetting, match="BUREAU_DATABASE_URL must start with postgresql://"):
        read_config({"BUREAU_DATABASE_URL": "mysql://root@localhost/x"})


def test_the_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    env = {"BUREAU_DATA": str(tmp_path)}
    first = read_config(env).secret_key
    assert read_config(env).secret_key == first
    assert len(first) >= 48
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
