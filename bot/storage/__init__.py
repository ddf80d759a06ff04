"""The only place that speaks SQL: adapters of the ports of storage, migrations, copies."""
