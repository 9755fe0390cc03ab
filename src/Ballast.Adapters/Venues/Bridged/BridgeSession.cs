using System.Text.Json.Nodes;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>An exchange opened for one account or for public data; every life of the bridge opens it anew.</summary>
/// <param name="Name">Its name in the protocol.</param>
/// <param name="Opening">What it is opened with, keys included: only ever written to the bridge's input.</param>
internal sealed record BridgeSession(string Name, Func<JsonObject> Opening)
{
    /// <summary>Parameters of a call in it.</summary>
    public JsonObject With(JsonObject parameters)
    {
        var all = (JsonObject)parameters.DeepClone();
        all["session"] = Name;
        return all;
    }
}
