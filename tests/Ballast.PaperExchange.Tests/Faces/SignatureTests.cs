using Ballast.PaperExchange.Faces;
using Ballast.PaperExchange.Faces.Binance;

namespace Ballast.PaperExchange.Tests.Faces;

public sealed class SignatureTests
{
    // The example of Binance's spot API documentation (rest-api.md, "SIGNED Endpoint Examples for POST /api/v3/order").
    private const string Secret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
    private const string Payload = "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1"
        + "&recvWindow=5000&timestamp=1499827319559";
    private const string Signature = "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";

    // The second example there: what is signed is the percent-encoded text.
    private const string EncodedPayload = "symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96"
        + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559";
    private const string EncodedSignature = "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3";

    [Fact]
    public void The_published_examples_are_reproduced()
    {
        RequestSigner.Sign(Secret, Payload).ShouldBe(Signature);
        RequestSigner.Sign(Secret, EncodedPayload).ShouldBe(EncodedSignature);
    }

    [Fact]
    public void Either_letter_case_is_accepted_and_another_payload_is_not()
    {
        RequestSigner.IsRight(Secret, Payload, Signature.ToUpperInvariant()).ShouldBeTrue();
        RequestSigner.IsRight(Secret, Payload + "0", Signature).ShouldBeFalse();
        RequestSigner.IsRight(Secret, Payload, "").ShouldBeFalse();
    }

    [Theory]
    [InlineData("", Payload + "&signature=x")]
    [InlineData(Payload + "&signature=x", "")]
    public void What_is_signed_is_query_and_body_without_the_signature(string query, string body) =>
        Parameters.SignedPayload(new FaceRequest("POST", "/api/v3/order", query, body, "")).ShouldBe(Payload);
}
