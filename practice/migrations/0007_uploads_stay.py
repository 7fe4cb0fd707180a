"""The row of a file that was brought stays as it was."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER upload_append_only BEFORE UPDATE OR DELETE ON practice_upload
    FOR EACH ROW EXECUTE FUNCTION fifth_visit_append_only();
ALTER TABLE practice_upload ENABLE ALWAYS TRIGGER upload_append_only;
CREATE TRIGGER upload_no_truncate BEFORE TRUNCATE ON practice_upload
    FOR EACH STATEMENT EXECUTE FUNCTION fifth_visit_no_truncate();
ALTER TABLE practice_upload ENABLE ALWAYS TRIGGER upload_no_truncate;
"""
BACKWARD = """
DROP TRIGGER upload_no_truncate ON practice_upload;
DROP TRIGGER upload_append_only ON practice_upload;
"""


class Migration(migrations.Migration):
    dependencies = [("practice", "0006_uploads_and_links")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
