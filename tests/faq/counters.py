"""What tests of the counter have in common: the moment, and the service that is tapped."""

import datetime

NOW = datetime.datetime(2026, 11, 23, 3, tzinfo=datetime.UTC)
SERVICE = "ktp-el-hilang-rusak"
