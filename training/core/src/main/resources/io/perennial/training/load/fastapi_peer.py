"""The usual way in Python: FastAPI, numpy, XGBoost, one worker of uvicorn."""

import sys
from typing import List, Optional

import numpy
import uvicorn
import xgboost
from fastapi import FastAPI
from pydantic import BaseModel

booster = xgboost.Booster(model_file=sys.argv[2])
booster.set_param({"nthread": 1})
app = FastAPI()


class Rows(BaseModel):
    instances: List[List[Optional[float]]]


@app.post("/predict")
async def predict(rows: Rows):
    matrix = numpy.array(rows.instances, dtype=numpy.float32)
    return {"predictions": booster.inplace_predict(matrix).tolist()}


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)
