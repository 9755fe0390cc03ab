namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>Carries a refusal out of parameter parsing; never leaves the face.</summary>
internal class FaceRefusalException(Orders.Refusal refusal) : Exception(refusal.Message)
{
    public Orders.Refusal Refusal { get; } = refusal;

    /// <summary>As it is told.</summary>
    public virtual FaceAnswer.Reply Reply => BinanceJson.Error(Refusal);
}

/// <summary>A refusal by the order desk, which has noted the arrival itself.</summary>
internal class DeskRefusalException(Orders.Refusal refusal) : FaceRefusalException(refusal);
