"""The judge: question sets, metrics, baselines, report, gate."""
