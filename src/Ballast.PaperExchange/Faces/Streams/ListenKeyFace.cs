using System.Text.Json.Nodes;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary><c>/api/v3/userDataStream</c>: makes, extends and ends listen keys; a key and no signature.</summary>
internal sealed class ListenKeyFace(PaperVenue venue, ListenKeys keys) : IExchangeFace
{
    private static readonly Refusal NoSuchKey = new(-1125, "This listenKey does not exist.");

    public bool Owns(string path) => path == "/api/v3/userDataStream";

    public Task<FaceAnswer> HandleAsync(FaceRequest request, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult<FaceAnswer>(new FaceAnswer.Reply(200, Answer(request).ToJsonString()));
        }
        catch (FaceRefusalException refused)
        {
            return Task.FromResult<FaceAnswer>(BinanceJson.Error(refused.Refusal));
        }
    }

    private JsonObject Answer(FaceRequest request)
    {
        PaperAccount account = AccountOf(request);
        if (request.Method == "POST")
        {
            return new JsonObject { ["listenKey"] = keys.Open(account) };
        }

        string key = Parameters.Of(request).Require("listenKey");
        bool isDone = request.Method switch
        {
            "PUT" => keys.Extend(key, account),
            "DELETE" => keys.Close(key, account),
            _ => throw Parameters.Refuse(-1020, "This operation is not supported."),
        };
        return isDone ? [] : throw new FaceRefusalException(NoSuchKey);
    }

    private PaperAccount AccountOf(FaceRequest request) => request.ApiKey.Length == 0
        ? throw Parameters.Refuse(-2014, "API-key format invalid.")
        : venue.FindAccount(request.ApiKey)
            ?? throw Parameters.Refuse(-2015, "Invalid API-key, IP, or permissions for action.");
}
