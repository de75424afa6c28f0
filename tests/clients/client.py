"""Asks a running server for facts with stubs generated from proto/, and reads its errors."""

import sys

import grpc
from dossier.v1 import fact_service_pb2 as facts
from dossier.v1 import fact_service_pb2_grpc as facts_grpc
from dossier.v1 import sync_service_pb2 as sync
from dossier.v1 import sync_service_pb2_grpc as sync_grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase


def main(address):
    """Runs every check against the server at `address`."""
    channel = grpc.insecure_channel(address)
    service = facts_grpc.FactServiceStub(channel)

    fact = service.GetFact(facts.GetFactRequest(name="facts/shahed-launches"), timeout=5)
    assert fact.transfer.quantity.value == "3700", fact
    assert fact.evidence, fact

    names = []
    request = facts.ListFactsRequest(page_size=7, filter="kind = quote OR kind = forecast")
    while True:
        page = service.ListFacts(request, timeout=5)
        names += [fact.name for fact in page.facts]
        if not page.next_page_token:
            break
        request.page_token = page.next_page_token
    assert len(names) == len(set(names)) == page.total_size > 7, names

    try:
        service.GetFact(facts.GetFactRequest(name="facts/no-such-fact"), timeout=5)
        raise AssertionError("an unknown fact was found")
    except grpc.RpcError as error:
        assert error.code() == grpc.StatusCode.NOT_FOUND, error
        assert "facts/no-such-fact" in error.details(), error

    parts = list(sync_grpc.SyncServiceStub(channel).ExportSnapshot(sync.ExportSnapshotRequest(), timeout=10))
    records = sum(len(part.batch.records) for part in parts)
    assert parts[0].header.record_count == parts[-1].trailer.record_count == records > 80, records

    health = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=5)
    assert health.status == health_pb2.HealthCheckResponse.SERVING, health

    services = ProtoReflectionDescriptorDatabase(channel).get_services()
    assert "dossier.v1.FactService" in services, services
    print(f"python grpcio: ok, {records} records, {len(names)} quotes and forecasts, {len(services)} services")


if __name__ == "__main__":
    main(sys.argv[1])
