"""Tests of the draws and of the decisions that both engines share."""
