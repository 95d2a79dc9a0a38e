import pytest

from editorial.outbox.transports import Console, Letter, MailFolder, ServerAway, chosen_transport

LETTER = Letter("20261130-1-reset", "a@b.example", "kim@mail.example", b"Subject: Hi\n\nText")


def test_mail_in_files_is_one_file_however_often_it_is_sent(tmp_path):
    for _ in range(2):
        MailFolder(str(tmp_path / "mail")).send(LETTER, lambda: None)
    (file,) = (tmp_path / "mail").iterdir()
    assert (file.name, file.read_bytes()) == ("20261130-1-reset.eml", LETTER.content)
    assert file.stat().st_mode & 0o077 == 0


def test_folder_that_cannot_be_written_is_a_server_that_is_away(tmp_path):
    (tmp_path / "mail").write_text("a file")
    with pytest.raises(ServerAway):
        MailFolder(str(tmp_path / "mail")).send(LETTER, lambda: None)


def test_mail_is_printed(capsys):
    Console().send(LETTER, lambda: None)
    assert "Subject: Hi" in capsys.readouterr().out


def test_way_out_is_the_one_that_is_set(settings, tmp_path):
    way = "editorial.outbox.transports.MailFolder"
    settings.OUTBOX = {"transport": way, "folder": str(tmp_path)}
    assert chosen_transport().folder == tmp_path
