namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>Carries a refusal of a control message of market streams; never leaves the face.</summary>
internal sealed class StreamRefusalException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}
