"""The bot of Pavlodar region's programme of working professions."""
