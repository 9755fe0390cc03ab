namespace Ballast.PaperExchange.Faces;

/// <summary>One interface of the exchange: which paths are its own, and what it answers there.</summary>
internal interface IExchangeFace
{
    /// <summary>Whether a path is this face's.</summary>
    bool Owns(string path);

    /// <summary>Answers one request to a path that it owns.</summary>
    Task<FaceAnswer> HandleAsync(FaceRequest request, CancellationToken cancellation);
}
