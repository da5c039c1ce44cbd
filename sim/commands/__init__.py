"""What is no question, a module a verb: run, check, show, new, reproduce …"""
