using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Services;

namespace Ballast.PaperExchange.Faces.Admin;

/// <summary>
/// What the owner of the exchange may do, and no customer of a real one can: switch faults, move money in and out, and
/// read the whole record. Faults do not touch it.
/// </summary>
public sealed class AdminFace(PaperVenue venue, TimeProvider clock) : IExchangeFace
{
    /// <summary>Whether a path belongs here.</summary>
    public bool Owns(string path) => path.StartsWith("/paper/", StringComparison.Ordinal);

    /// <inheritdoc/>
    Task<FaceAnswer> IExchangeFace.HandleAsync(FaceRequest request, CancellationToken cancellation) =>
        Task.FromResult<FaceAnswer>(Handle(request));

    /// <summary>Answers one request.</summary>
    public FaceAnswer.Reply Handle(FaceRequest request)
    {
        try
        {
            return Route(request);
        }
        catch (JsonException error)
        {
            return Json(400, new { error = error.Message });
        }
    }

    private FaceAnswer.Reply Route(FaceRequest request) => (request.Method, request.Path) switch
    {
        ("GET", "/paper/faults") => Json(200, new { items = venue.Faults.Rules }),
        ("POST", "/paper/faults") => AddFaults(Read<FaultRule[]>(request)),
        ("DELETE", "/paper/faults") => ClearFaults(),
        ("POST", "/paper/transfers") => Transfer(Read<TransferRequest>(request)),
        ("GET", "/paper/record") => Json(200, venue.Record()),
        ("GET", "/paper/clock") => Json(200, ClockWords()),
        _ => Json(404, new { error = $"no such path: {request.Method} {request.Path}" }),
    };

    // The three numbers that let another process read the same time without asking again.
    private object ClockWords() => clock is ScaledTimeProvider scaled
        ? new { now = venue.Now, realOrigin = scaled.RealOrigin, origin = scaled.Origin, speed = scaled.Speed }
        : new { now = venue.Now };

    private FaceAnswer.Reply AddFaults(FaultRule[] rules)
    {
        venue.Faults.Add(rules);
        return Json(200, new { items = venue.Faults.Rules });
    }

    private FaceAnswer.Reply ClearFaults()
    {
        venue.Faults.Clear();
        return Json(200, new { items = venue.Faults.Rules });
    }

    private FaceAnswer.Reply Transfer(TransferRequest transfer)
    {
        bool isKnown = venue.Options.Accounts.Any(account => account.Name == transfer.Account);
        if (!isKnown || !Asset.IsValid(transfer.Asset))
        {
            return Json(400, new { error = $"no account '{transfer.Account}' or no asset '{transfer.Asset}'" });
        }

        if (transfer.Service is { } service)
        {
            return venue.Agents.Transfer(
                transfer.Account, new AgentHolding(service, transfer.Asset), transfer.Amount) switch
            {
                AgentOutcome<decimal>.Done => Json(200, transfer),
                AgentOutcome<decimal>.Invalid invalid => Json(400, new { error = invalid.Why }),
                AgentOutcome<decimal>.Short tooMuch => Json(400, new { error = tooMuch.Why }),
                AgentOutcome<decimal>.Missing missing => Json(400, new { error = missing.Why }),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }

        return venue.Transfer(transfer.Account, new Asset(transfer.Asset), transfer.Amount) is { } refused
            ? Json(400, new { error = refused.Why.Message })
            : Json(200, transfer);
    }

    private static T Read<T>(FaceRequest request) =>
        JsonSerializer.Deserialize<T>(request.Body, AdminJson.Options) ?? throw new JsonException("the body is empty");

    private static FaceAnswer.Reply Json<T>(int status, T value) =>
        new(status, JsonSerializer.Serialize(value, AdminJson.Options));

    // With a service it is money of the account's agent there.
    private sealed record TransferRequest(string Account, string Asset, decimal Amount, string? Service = null);
}
