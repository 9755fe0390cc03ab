using Ballast.PaperExchange.Faults;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>What the faults that are on make of a stream's events on their way to the listeners.</summary>
internal sealed class StreamFaults(FaultSwitch faults)
{
    private readonly Dictionary<string, string> heldBack = new(StringComparer.Ordinal);

    /// <summary>What is sent for an event, in order: usually just it.</summary>
    /// <param name="stream">The stream's name, such as <c>btcusdc@depth</c>.</param>
    /// <param name="json">The event.</param>
    public IEnumerable<string> Bend(string stream, string json)
    {
        if (faults.Standing(FaultKind.StreamSilent, stream) is not null
            || faults.DrawFor(FaultKind.StreamGap, stream) is not null)
        {
            return [];
        }

        if (heldBack.Remove(stream, out string? earlier))
        {
            return [json, earlier];
        }

        if (faults.DrawFor(FaultKind.StreamReorder, stream) is not null)
        {
            heldBack.Add(stream, json);
            return [];
        }

        return faults.DrawFor(FaultKind.StreamDuplicate, stream) is null ? [json] : [json, json];
    }
}
