"""No two terms of a member share a day; those that do are marked as disputed, and stay.

PostgreSQL holds it by an exclusion constraint on ranges, which needs no extension. SQLite has one
writer at a time, and what writes holds the lock between its check and the save.
"""

from django.db import migrations

NAME = "members_membership_no_overlap"
ON_POSTGRESQL = f"""
ALTER TABLE members_membership ADD CONSTRAINT {NAME} EXCLUDE USING gist (
    int8range(member_id, member_id, '[]') WITH &&, daterange(joined_on, left_on) WITH &&
) WHERE (NOT is_disputed) DEFERRABLE INITIALLY DEFERRED
"""

def begins_before(term, day):
    return day is None or term.joined_on is None or term.joined_on < day


def share_a_day(one, other):
    return begins_before(one, other.left_on) and begins_before(other, one.left_on)


def mark_disputed(apps, schema_editor):
    """Marks each of two terms that overlap, as they stand; their versions stay as they were."""
    membership = apps.get_model("members", "Membership")
    by_member: dict = {}
    for term in membership.objects.order_by("pk"):
        by_member.setdefault(term.member_id, []).append(term)
    disputed = {
        term.pk
        for terms in by_member.values()
        for term in terms
        for other in terms
        if other is not term and share_a_day(term, other)
    }
    membership.objects.filter(pk__in=disputed).update(is_disputed=True)


def refuse_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute(ON_POSTGRESQL)


def allow_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE members_membership DROP CONSTRAINT {NAME}")


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0011_ends_and_evidence'),
    ]

    operations = [
        migrations.RunPython(mark_disputed, migrations.RunPython.noop),
        migrations.RunPython(refuse_overlaps, allow_overlaps),
    ]
