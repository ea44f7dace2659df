"""create_app(): the faces, what wraps them, and the process's life. Nothing else."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from sqlalchemy.ext.asyncio import AsyncSession

import app.tables  # noqa: F401 - every table is known, whatever a statement touches
from app import admin, api, sandbox, storefront
from app.core.logging import configure_logging
from app.core.settings import Settings, get_settings
from app.web import csp_report, health
from app.web.assets import static_handler
from app.web.auth import refuse_undeclared
from app.web.csrf import check_csrf
from app.web.errors import answer_error, undo_after_exception
from app.web.machines import Machines, make_machines
from app.web.middleware import Wrapped
from app.web.visit import ShopRequest

_MOST_BODY_BYTES = 1_000_000
_GC_THRESHOLDS = 50_000, 20, 50
"""A page makes some ten thousand objects and nearly all of them go by themselves. With the usual thresholds the
collector walks through everything several times a page, and now and then one visitor waits 50 ms for it.
"""


def create_app(settings: Settings | None = None) -> Wrapped:
    """The application that the server runs (`granian --factory app.main:create_app`)."""
    settings = settings or get_settings()
    configure_logging(settings)
    machines = make_machines(settings)
    return Wrapped(make_litestar(machines), machines)


def make_litestar(machines: Machines) -> Litestar:
    """The framework's part: routes, guards, dependencies. Refuses to start with an undeclared back-office route."""
    app = Litestar(
        route_handlers=[
            *health.HANDLERS,
            csp_report.csp_report,
            static_handler(machines.assets),
            storefront.router,
            admin.router,
            api.router,
            *([] if machines.settings.in_production else [sandbox.router]),
        ],
        dependencies={"db": Provide(provide_db)},
        guards=[check_csrf],
        exception_handlers={Exception: cast(Any, answer_error)},
        after_exception=[undo_after_exception],
        lifespan=[lambda _: _life(machines)],
        request_class=ShopRequest,
        request_max_body_size=_MOST_BODY_BYTES,
        state=State({"machines": machines}),
        openapi_config=None,
        logging_config=None,
    )
    refuse_undeclared(app)
    return app


async def provide_db(request: ShopRequest) -> AsyncSession:
    """The request's one session; `app.web.middleware.commit` ends it."""
    return request.visit.transaction.session()


@asynccontextmanager
async def _life(machines: Machines) -> AsyncIterator[None]:
    """Everything connects on first use, so that the shop opens before its database does and says so itself."""
    if machines.settings.environment != "test":
        machines.assets.warm()
        gc.collect()
        gc.freeze()
        gc.set_threshold(*_GC_THRESHOLDS)
    try:
        yield
    finally:
        await machines.close()
