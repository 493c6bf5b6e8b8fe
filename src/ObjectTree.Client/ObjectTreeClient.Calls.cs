using System.Collections.Immutable;
using ObjectTree.Model;
using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;

namespace ObjectTree.Client;

// Calls of what the server opens.
public sealed partial class ObjectTreeClient
{
    /// <summary>
    /// Calls a method of an object. Completes when the call is answered and
    /// all that it did is in <see cref="Tree"/>, on a thread of the pool.
    /// </summary>
    /// <param name="objectId">The object.</param>
    /// <param name="method">The method's name, as the server announces it.</param>
    /// <param name="arguments">Its arguments: null, or of a type that can travel, see <see cref="ValueConverters"/>.</param>
    /// <returns>What the method returned; null when it returns nothing.</returns>
    /// <exception cref="OperationRejectedException">The server refuses; <see cref="OperationRejectedException.Code"/> says why.</exception>
    /// <exception cref="ConnectionException">
    /// There is no connection, or it ended before the answer; whether the method ran is not known then.
    /// </exception>
    /// <exception cref="NotSupportedException">An argument is of a type that cannot travel.</exception>
    /// <exception cref="ArgumentException">An argument cannot travel, or all together are more than the server takes.</exception>
    /// <exception cref="InvalidOperationException">
    /// This is inside what is recorded (<see cref="RecordAsync(Action)"/>) or put into a draft, which a call cannot be a part of; or the
    /// thread is inside another tree, as in <see cref="ReplicaTree.Read{T}(Func{T})"/> of another client's.
    /// </exception>
    public Task<Value> CallAsync(long objectId, string method, params object?[] arguments) =>
        CallAsync(objectId, method, CallArguments.Of(arguments), CancellationToken.None);

    /// <inheritdoc cref="CallAsync(long, string, object?[])"/>
    /// <exception cref="InvalidOperationException">
    /// The server has not made the object yet; or this is inside what is recorded or put into a draft, or inside another tree.
    /// </exception>
    /// <param name="target">The object.</param>
    /// <param name="method">The method's name, as the server announces it.</param>
    /// <param name="arguments">Its arguments: null, or of a type that can travel, see <see cref="ValueConverters"/>.</param>
    public Task<Value> CallAsync(ReplicaObject target, string method, params object?[] arguments) =>
        CallAsync(IdOf(target), method, CallArguments.Of(arguments), CancellationToken.None);

    /// <summary>As <see cref="CallAsync(long, string, object?[])"/>, with the result as <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidCastException">The result is of another kind.</exception>
    /// <exception cref="OverflowException">The result is out of the type's range.</exception>
    public Task<T> CallAsync<T>(long objectId, string method, params object?[] arguments) =>
        ResultAsync<T>(() => CallAsync(objectId, method, arguments));

    /// <summary>As <see cref="CallAsync(ReplicaObject, string, object?[])"/>, with the result as <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidCastException">The result is of another kind.</exception>
    /// <exception cref="OverflowException">The result is out of the type's range.</exception>
    public Task<T> CallAsync<T>(ReplicaObject target, string method, params object?[] arguments) =>
        CallAsync<T>(IdOf(target), method, arguments);

    /// <summary>
    /// As <see cref="CallAsync(long, string, object?[])"/>, with arguments that
    /// are values already. Canceled, it no longer waits; the method may still run.
    /// </summary>
    public Task<Value> CallAsync(long objectId, string method, ImmutableArray<Value> arguments, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(objectId, 1);
        return SendCallAsync(objectId, method, arguments, cancellation);
    }

    /// <summary>
    /// Calls a function of the server itself, whatever tree the client is in. Completes when the call is answered and
    /// all that it did to that tree is in <see cref="Tree"/>, on a thread of the pool.
    /// </summary>
    /// <param name="name">The function's name.</param>
    /// <param name="arguments">
    /// Its argument, if it takes one: null, or of a type that can travel, see <see cref="ValueConverters"/>.
    /// </param>
    /// <returns>What the function returned; null when it returns nothing. Records come as maps.</returns>
    /// <inheritdoc cref="CallAsync(long, string, object?[])" path="exception"/>
    public Task<Value> CallAsync(string name, params object?[] arguments) =>
        SendCallAsync(CallMessage.Server, name, CallArguments.Of(arguments), CancellationToken.None);

    /// <summary>As <see cref="CallAsync(string, object?[])"/>, with the result as <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidCastException">The result is of another kind.</exception>
    /// <exception cref="OverflowException">The result is out of the type's range.</exception>
    public Task<T> CallAsync<T>(string name, params object?[] arguments) => ResultAsync<T>(() => CallAsync(name, arguments));

    private static long IdOf(ReplicaObject target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return !target.IsLocal
            ? target.Id
            : throw new InvalidOperationException($"{target} is not there on the server yet: wait for the action that creates it.");
    }

    private Task<Value> SendCallAsync(long objectId, string method, ImmutableArray<Value> arguments, CancellationToken cancellation)
    {
        WireName.ThrowIfInvalid(method, "name");
        if (Tree.IsRecording) // thrown, for who records cannot await the task
            throw new InvalidOperationException("A call is no part of an action or a draft: make it before or after what is recorded.");
        return _session is { } session
            ? session.CallAsync(objectId, method, arguments, cancellation)
            : Task.FromException<Value>(new ConnectionException(CloseCode.None, $"The client is not connected ({State})."));
    }

    private Task<T> ResultAsync<T>(Func<Task<Value>> call)
    {
        var converter = ValueConverters.For<T>();
        return ConvertAsync(call(), converter);
    }

    private async Task<T> ConvertAsync<T>(Task<Value> call, ValueConverter<T> converter)
    {
        var result = await call.ConfigureAwait(false);
        return converter.MayRefer ? Tree.Read(() => converter.FromValue(result, Tree.Root)) : converter.FromValue(result, null);
    }
}
