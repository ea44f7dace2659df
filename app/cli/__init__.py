"""The shop's face in the terminal: every module here that is not private is one command of `./shop`."""
