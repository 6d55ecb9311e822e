"""Quotes by publisher, with Spark."""

import sys

from pyspark.sql import SparkSession

folder = sys.argv[1] if len(sys.argv) > 1 else "dataset"
spark = SparkSession.builder.master("local[2]").getOrCreate()
spark.read.parquet(f"{folder}/quotes").groupBy("publisher").count().show()
