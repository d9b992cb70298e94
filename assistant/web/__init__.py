"""The page: tabs that show what the assistant says and hand it what people type. They compute nothing themselves."""
