"""Routes of tasks."""

from ninja import PatchDict, Query, Router, Status

from bureau.people.http.auth import signed_in

from ..actions import tasks
from ..presenting.tasks import present_task, tasks_for
from .requests import SignedRequest
from .task_schemas import TaskIn, TaskOut, TaskPatch, TasksOut, TasksQuery

router = Router(auth=signed_in)


@router.get("/calendar/tasks", response=TasksOut)
def list_tasks(request: SignedRequest, wanted: Query[TasksQuery]) -> dict[str, object]:
    """Tasks by when they are due. Six queries."""
    return tasks_for(request.auth, wanted.calendar, wanted.state, wanted.cursor, wanted.limit)


@router.post("/calendar/tasks", response={201: TaskOut})
def create_task(request: SignedRequest, body: TaskIn) -> Status[dict[str, object]]:
    """Make a task."""
    made = tasks.create_task(
        request.auth, body.calendar_id, body.model_dump(exclude={"calendar_id"})
    )
    return Status(201, present_task(request.auth, made.id))


@router.patch("/calendar/tasks/{task_id}", response=TaskOut)
def update_task(
    request: SignedRequest, task_id: str, body: PatchDict[TaskPatch]
) -> dict[str, object]:
    """Change a task, or say that it is done."""
    tasks.change(request.auth, task_id, body)
    return present_task(request.auth, task_id)


@router.delete("/calendar/tasks/{task_id}", response={204: None})
def delete_task(request: SignedRequest, task_id: str) -> Status[None]:
    """Remove a task."""
    tasks.remove(request.auth, task_id)
    return Status(204, None)
